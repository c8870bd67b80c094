using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Tests.Common;

/// <summary>To the last bit what TorchSharp's own operators give, forward and backward.</summary>
public class NumberTests
{
    public static TheoryData<string> Operations => [.. Pairs.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Ours, Func<Tensor, Tensor> Theirs)> Pairs = new()
    {
        ["x + 0.3"] = (x => x + (Number)0.3, x => x + 0.3),
        ["2 + x"] = (x => Number.Two + x, x => 2 + x),
        ["x - 1"] = (x => x - Number.One, x => x - 1),
        ["1 - x"] = (x => Number.One - x, x => 1 - x),
        ["x * 0.3"] = (x => x * (Number)0.3, x => x * 0.3),
        ["0.3 * x"] = (x => (Number)0.3 * x, x => 0.3 * x),
        ["x / 3"] = (x => x / (Number)3, x => x / 3),
        ["3 / x"] = (x => (Number)3 / x, x => 3 / x),
        ["x + x"] = (x => x.Plus(x), x => x + x),
        ["square"] = (x => x.Squared(), x => x.square()),
        ["softplus"] = (x => (x * Number.Two).Softplus(), x => nn.functional.softplus(x * 2)),
        ["at least"] = (x => x.AtLeast(-0.25), x => x.clamp_min(-0.25)),
        ["in place"] = (
            x => (x * Number.One).PlusInPlace(x).PlusInPlace((Number)0.3).MinusInPlace(0.1).TimesInPlace(1.7).OverInPlace(0.9)
                .ClampInPlace(-5, 5).ToThePowerInPlace(3),
            x => (x * 1).add_(x).add_(0.3).sub_(0.1).mul_(1.7).div_(0.9).clamp_(-5, 5).pow_(3)),
        ["filled"] = (x => (x * Number.One).FillInPlace(x < Number.Zero, 7), x => (x * 1).masked_fill_(x < 0, 7)),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_Fractions_AsTorchSharp(string name)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = Pairs[name];
        var ((y, slope), (expected, expectedSlope)) = (Evaluate(ours), Evaluate(theirs));
        Assert.Equal(expected, y);
        Assert.Equal(expectedSlope, slope);
    }

    [Fact]
    public void Operation_Integers_StayIntegers()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-7L, 0, 5]);
        Assert.Equal([-4L, 3, 8], (x + (Number)3).data<long>());
        Assert.Equal([-21L, 0, 15], (x * (Number)3L).data<long>());
        Assert.Equal([2L, 0, 2], x.Remainder(3).data<long>());
        Assert.Equal([-14L, 0, 10], x.Plus(x).data<long>());
        Assert.Equal(ScalarType.Float32, (x * (Number)0.5).dtype);
    }

    [Fact]
    public void Comparison_Number_AsTorchSharp()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-1.0, 0.5, 2]);
        Assert.Equal([true, false, false], (x < Number.Half).data<bool>());
        Assert.Equal([true, true, false], (x <= Number.Half).data<bool>());
        Assert.Equal([false, false, true], (x > Number.Half).data<bool>());
        Assert.Equal([false, true, true], (x >= Number.Half).data<bool>());
        Assert.Equal([false, true, false], x.EqualTo(0.5).data<bool>());
    }

    [Fact]
    public void Made_FromNumbers_AsAsked()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 1, 2], TensorMath.Range(3).data<long>());
        Assert.Equal([0f, 1, 2], TensorMath.Range(3, ScalarType.Float32).data<float>());
        Assert.Equal([4L, 4], TensorMath.Full([2], 4, ScalarType.Int64).data<long>());
        Assert.True(zeros(3).FillInPlace(double.PositiveInfinity).isinf().all().item<bool>());
    }

    private static (byte[] Value, byte[] Slope) Evaluate(Func<Tensor, Tensor> function)
    {
        var x = linspace(-30, 30, 1001).requires_grad_();
        var y = function(x);
        y.sin().sum().backward();
        return (y.detach().bytes.ToArray(), x.grad!.bytes.ToArray());
    }
}
