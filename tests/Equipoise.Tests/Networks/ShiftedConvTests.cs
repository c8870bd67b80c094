using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class ShiftedConvTests
{
    // In double precision the convolution takes another way, which gives what it should.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Forward_Any_ThatOfTheConvolutionAndItsGradients(int kernel)
    {
        using var scope = NewDisposeScope();
        var conv = nn.Conv2d(5, 3, kernel, bias: false);
        conv.to(ScalarType.Float64);
        var narrow = ShiftedConv.Of(nn.Conv2d(5, 3, kernel, bias: false));
        Weights.Load(narrow, conv.state_dict());
        var x = randn(2, 5, 9, 7, dtype: ScalarType.Float64, requires_grad: true);
        var xn = x.detach().to(ScalarType.Float32).requires_grad_();
        var (y, yn) = (conv.forward(x), narrow.forward(xn));
        Assert.Equal(y.shape, yn.shape);
        Assert.True(allclose(y, yn.to(ScalarType.Float64), 1e-4, 1e-5));
        y.square().sum().backward();
        yn.square().sum().backward();
        Assert.True(allclose(x.grad!, xn.grad!.to(ScalarType.Float64), 1e-3, 1e-4));
        Assert.True(allclose(conv.weight!.grad!, narrow.Weight.grad!.to(ScalarType.Float64), 1e-3, 1e-4));
    }
}
