using Equipoise.Common;
using Equipoise.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class NarrowConvTests
{
    // From and to few channels, as at both ends of the networks, and the narrowest that is left in bf16.
    public static TheoryData<int, int, bool> Channels =>
        new() { { 4, 64, false }, { 1, 32, false }, { 64, 1, true }, { 64, 3, true }, { 16, 16, false }, { 16, 16, true }, { 128, 3, false } };

    [Theory]
    [MemberData(nameof(Channels))]
    public void Forward_InBf16_ValuesAndGradientsOfDoublePrecision(int from, int to, bool transposed)
    {
        var precision = Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance);
        Assert.SkipUnless(precision == Precision.Bf16, "This machine does not offer bf16.");
        using var scope = NewDisposeScope();
        Convolution layer = transposed ? nn.ConvTranspose2d(from, to, 4, stride: 2, padding: 1) : nn.Conv2d(from, to, 4, stride: 2, padding: 1);
        var function = NarrowConv.Function(layer);
        using var generator = new Generator(1, CPU);
        var x = randn([3, from, 16, 16], generator: generator);
        var expected = Run(x.to(ScalarType.Float64), layer.weight!.detach().to(ScalarType.Float64), Precision.Fp32);
        for (var again = 0; again < 3; again++)
        {
            PoisonFreedMemory();
            var actual = Run(x, layer.weight.detach(), precision);
            Assert.All(expected.Zip(actual), p => Assert.InRange(((p.First - p.Second).norm() / p.First.norm()).item<double>(), 0, 0.01));
        }

        Tensor[] Run(Tensor input, Tensor weights, Precision at)
        {
            var (a, w) = (input.detach().requires_grad_(), weights.clone().requires_grad_());
            Tensor y;
            using (Autocast.Enter(at, DeviceType.CPU))
                y = function(a, w, null);
            var gradients = autograd.grad([y.square().sum()], [a, w]);
            return [y, .. gradients];
        }
    }

    [Fact]
    public void Unless_Wide_TheLayerItself()
    {
        using var layer = nn.Conv2d(16, 16, 3);
        Assert.Same(layer, NarrowConv.Unless(layer));
    }

    [Fact]
    public void Unless_Narrow_NamesAndValuesOfTheConvolution()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Conv2d(2, 20, 3, padding: 1);
        var x = randn(1, 2, 8, 8);
        var y = layer.forward(x);
        var names = layer.state_dict().Keys.Order().ToList();
        var narrow = NarrowConv.Unless(layer);
        Assert.IsType<FunctionConv>(narrow);
        Assert.Equal(names, narrow.state_dict().Keys.Order());
        Assert.True(y.equal(narrow.forward(x)).all().item<bool>());
    }

    private static void PoisonFreedMemory()
    {
        for (var i = 0; i < 40; i++)
            full([(1 << 12) << (i % 8)], float.NaN).Dispose();
    }
}
