using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class ConvNetworkTests
{
    // Whatever lies in memory that was freed must not get into a result.
    [Fact]
    public void Forward_FreedMemoryFullOfNaN_StaysFiniteAndSoDoGradients()
    {
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            using var g = new ConvGenerator(8, 3, 1, 32, 64, new LayerStyle(Activation.Relu, Normalisation.Batch));
            using var d = new ConvDiscriminator(3, 1, 32, 64, new LayerStyle(Activation.LeakyRelu, Normalisation.Batch));
            var y = arange(4).remainder(3);
            Poison();
            var fake = g.forward(randn(4, 8), y);
            var logits = d.forward(fake, y);
            Poison();
            logits.mean().backward();
            Assert.True(fake.isfinite().all().item<bool>());
            Assert.All(g.named_parameters().Concat(d.named_parameters()), p => Assert.True(p.parameter.grad!.isfinite().all().item<bool>(), p.name));
        }
    }

    private static void Poison()
    {
        using var scope = NewDisposeScope();
        foreach (var size in new[] { 16, 64, 256, 1024, 4096, 16384, 65536, 1 << 18, 1 << 20 })
            for (var i = 0; i < 10; i++)
                full([size], float.NaN);
    }
}
