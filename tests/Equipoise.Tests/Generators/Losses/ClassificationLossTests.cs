using System.Text.Json.Nodes;
using Equipoise.Generators.Losses;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Losses;

public class ClassificationLossTests
{
    private static readonly JsonNode Reference = ReferenceNumbers.Read("losses.json")["classification"]!;

    [Fact]
    public void Loss_FixedLogits_ValuesOfNumpy()
    {
        using var scope = NewDisposeScope();
        var (real, fake) = (Logits("real"), Logits("fake"));
        Assert.Equal(Number("discriminator"), ClassificationLoss.Discriminator(real, Labels("labels"), fake).item<double>(), 1e-12);
        Assert.Equal(Number("generator"), ClassificationLoss.Generator(fake, Labels("wanted")).item<double>(), 1e-12);
    }

    // The gradient of a softmax cross-entropy: the probabilities, less one at the target, over the number of images.
    [Fact]
    public void Gradient_Discriminator_FakesToTheLastClassAndAllImagesCountTheSame()
    {
        using var scope = NewDisposeScope();
        var (real, fake) = (Logits("real").requires_grad_(), Logits("fake").requires_grad_());
        ClassificationLoss.Discriminator(real, Labels("labels"), fake).backward();
        foreach (var (logits, targets) in new[] { (real, Labels("labels")), (fake, tensor(new long[] { 3, 3 })) })
        {
            var expected = (logits.detach().softmax(1) - nn.functional.one_hot(targets, 4)) / 7;
            Assert.True(allclose(expected, logits.grad!, 1e-12, 1e-12));
        }
    }

    private static Tensor Logits(string name) => tensor(Reference[name].Numbers()).reshape(-1, 4);

    private static Tensor Labels(string name) => tensor(Reference[name]!.AsArray().Select(v => v!.GetValue<long>()).ToArray());

    private static double Number(string name) => Reference[name]!.GetValue<double>();
}
