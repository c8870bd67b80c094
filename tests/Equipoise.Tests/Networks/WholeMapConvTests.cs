using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class WholeMapConvTests
{
    // In double precision the convolution takes another way, which gives what it should.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_Any_ThatOfTheConvolutionAndItsGradients(bool transposed)
    {
        using var scope = NewDisposeScope();
        TorchSharp.Modules.Convolution Layer() => transposed ? nn.ConvTranspose2d(5, 6, 4) : nn.Conv2d(5, 6, 4);
        var (conv, whole) = (Layer(), WholeMapConv.Of(Layer()));
        conv.to(ScalarType.Float64);
        Weights.Load(whole, conv.state_dict());
        var side = transposed ? 1 : 4;
        var x = randn(3, 5, side, side, dtype: ScalarType.Float64, requires_grad: true);
        var xw = x.detach().to(ScalarType.Float32).requires_grad_();
        // Freed memory full of NaN: whoever reads what was not given shows it.
        for (var size = 1L << 6; size < 1 << 20; size *= 2)
            full(size, float.NaN).Dispose();
        var (y, yw) = (conv.forward(x), whole.forward(xw));
        Assert.True(allclose(y, yw.to(ScalarType.Float64), 1e-4, 1e-5));
        y.square().sum().backward();
        yw.square().sum().backward();
        Assert.True(allclose(x.grad!, xw.grad!.to(ScalarType.Float64), 1e-3, 1e-4));
        Assert.True(allclose(conv.weight!.grad!, whole.Weight.grad!.to(ScalarType.Float64), 1e-3, 1e-4));
    }
}
