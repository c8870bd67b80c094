using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class ConvNetworkTests
{
    private static readonly LayerStyle Leaky = new(Activation.LeakyRelu);
    private static readonly LayerStyle Batch = Leaky with { Normalisation = Normalisation.Batch };

    // Each maps noise and labels to images, and these and labels to something.
    private static readonly Dictionary<string, Func<nn.Module[]>> Chains = new()
    {
        ["conv"] = () => [new ConvGenerator(8, 3, 1, 32, 64, Batch with { Activation = Activation.Relu }), new ConvDiscriminator(3, 1, 32, 64, Batch)],
        ["embedding"] = () => [new EmbeddingGenerator(8, 3, 1, 32, 64, Batch), new EmbeddingDiscriminator(3, 1, 32, 64, 16, 16, Leaky)],
        ["embedding autoencoder"] = () => [new EmbeddingGenerator(8, 3, 3, 32, 64, Batch), new ConvEncoder(8, 3, 32, 64, Leaky)],
        ["bagan"] = () => [new BaganGenerator(8, 3, 1, 32, 32, Leaky), new BaganDiscriminator(3, 1, 32, 128, Leaky with { Dropout = 0.3 })],
        ["bagan autoencoder"] = () => [new BaganGenerator(8, 3, 3, 32, 32, Leaky), new BaganEncoder(8, 3, 32, 128, Leaky)],
    };

    public static TheoryData<string> Names => [.. Chains.Keys];

    // Whatever lies in memory that was freed must not get into a result.
    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_FreedMemoryFullOfNaN_StaysFiniteAndSoDoGradients(string name)
    {
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            var networks = Chains[name]();
            var y = arange(4).remainder(3);
            var x = randn(4, 8);
            foreach (var network in networks)
            {
                Poison();
                x = network is nn.Module<Tensor, Tensor> plain ? plain.forward(x) : ((nn.Module<Tensor, Tensor, Tensor>)network).forward(x, y);
                Assert.True(x.isfinite().all().item<bool>());
            }
            Poison();
            x.mean().backward();
            Assert.All(networks.SelectMany(n => n.named_parameters()), p => Assert.True(p.parameter.grad!.isfinite().all().item<bool>(), p.name));
            foreach (var network in networks)
                network.Dispose();
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
