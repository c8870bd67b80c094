using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class WholeMapTests
{
    [Fact]
    public void MapToVector_SameWeights_EqualsConv2d()
    {
        using var scope = NewDisposeScope();
        using var ours = new MapToVector(6, 2, 4);
        using var theirs = nn.Conv2d(6, 2, 4);
        theirs.load_state_dict(ours.state_dict());
        Double(ours, theirs);
        var x = randn(3, 6, 4, 4).to(ScalarType.Float64);
        Assert.True(allclose(ours.forward(x), theirs.forward(x), 1e-12, 1e-12));
    }

    [Fact]
    public void VectorToMap_SameWeights_EqualsConvTranspose2d()
    {
        using var scope = NewDisposeScope();
        using var ours = new VectorToMap(11, 5, 4);
        using var theirs = nn.ConvTranspose2d(11, 5, 4, bias: false);
        theirs.load_state_dict(ours.state_dict());
        Double(ours, theirs);
        var z = randn(3, 11, 1, 1).to(ScalarType.Float64);
        Assert.True(allclose(ours.forward(z), theirs.forward(z), 1e-12, 1e-12));
    }

    // Whatever lies in memory that was freed must not get into a result.
    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Networks_FreedMemoryFullOfNaN_StayFinite(Precision precision)
    {
        for (var round = 0; round < 3; round++)
        {
            using var scope = NewDisposeScope();
            using var g = new ConvGenerator(8, 3, 1, 32, 64);
            using var d = new ConvDiscriminator(3, 1, 32, 64);
            var y = arange(4).remainder(3);
            Poison();
            Tensor fake, logits;
            using (Autocast.Enter(precision, DeviceType.CPU))
            {
                fake = g.forward(randn(4, 8), y);
                logits = d.forward(fake, y);
            }
            Poison();
            logits.mean().backward();
            Assert.True(fake.isfinite().all().item<bool>());
            Assert.All(g.named_parameters().Concat(d.named_parameters()), p => Assert.True(p.parameter.grad!.isfinite().all().item<bool>(), p.name));
        }
    }

    // oneDNN, whose padding is at fault, has no convolution of this type.
    private static void Double(params nn.Module[] modules)
    {
        foreach (var module in modules)
            module.to(ScalarType.Float64);
    }

    private static void Poison()
    {
        using var scope = NewDisposeScope();
        foreach (var size in new[] { 16, 64, 256, 1024, 4096, 16384, 65536, 1 << 18, 1 << 20 })
            for (var i = 0; i < 10; i++)
                full([size], float.NaN);
    }
}
