using Equipoise.Generators.Losses;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Losses;

public class AdversarialLossTests
{
    private static readonly Dictionary<string, AdversarialLoss> Losses = new()
    {
        ["nonSaturating"] = AdversarialLoss.NonSaturating,
        ["minimax"] = AdversarialLoss.Minimax,
        ["leastSquares"] = AdversarialLoss.LeastSquares,
        ["wasserstein"] = AdversarialLoss.Wasserstein,
        ["hinge"] = AdversarialLoss.Hinge,
    };

    // None of these losses looks at labels.
    private static Tensor Labels => zeros(1, dtype: ScalarType.Int64);

    public static TheoryData<string> Names => [.. Losses.Keys];

    [Theory]
    [InlineData("nonSaturating")]
    [InlineData("leastSquares")]
    [InlineData("wasserstein")]
    [InlineData("hinge")]
    public void WrongLabel_FixedOutputs_ValuesOfNumpy(string name)
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceNumbers.Read("losses.json");
        var (right, wrong) = (tensor(reference["real"].Numbers())[..4], tensor(reference["fake"].Numbers()));
        var value = Losses[name].WrongLabel!(() => right, wrong).item<double>();
        Assert.Equal(reference["wrongLabel"]![name]!.GetValue<double>(), value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_FixedOutputs_ValuesOfNumpy(string name)
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceNumbers.Read("losses.json");
        var (real, fake) = (tensor(reference["real"].Numbers()), tensor(reference["fake"].Numbers()));
        var expected = reference[name].Numbers();
        Assert.Equal(expected[0], Losses[name].Discriminator(real, Labels, fake).item<double>(), 1e-12);
        Assert.Equal(expected[1], Losses[name].Generator(fake, Labels).item<double>(), 1e-12);
    }

    // Whatever the loss: raising the real outputs and lowering the fake ones helps the discriminator, and the reverse the generator.
    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_NearTheBoundary_EachPullsItsWay(string name)
    {
        using var scope = NewDisposeScope();
        var (real, fake) = (tensor(new[] { 0.1, -0.2 }, requires_grad: true), tensor(new[] { 0.3, 0.2 }, requires_grad: true));
        Losses[name].Discriminator(real, Labels, fake).backward();
        Assert.All(real.grad!.data<double>().ToArray(), g => Assert.True(g < 0));
        Assert.All(fake.grad!.data<double>().ToArray(), g => Assert.True(g > 0));
        var up = tensor(new[] { 0.3, 0.2 }, requires_grad: true);
        Losses[name].Generator(up, Labels).backward();
        Assert.All(up.grad!.data<double>().ToArray(), g => Assert.True(g < 0));
    }
}
