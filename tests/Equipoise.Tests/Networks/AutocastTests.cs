using Equipoise.Common;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class AutocastTests
{
    [Fact]
    public void Enter_Bf16_ProductsInBf16AndWeightsInFp32()
    {
        var precision = Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance);
        Assert.SkipUnless(precision == Precision.Bf16, "This libtorch does not offer autocast.");
        using var scope = NewDisposeScope();
        var linear = nn.Linear(4, 4);
        Tensor y;
        using (Autocast.Enter(Precision.Bf16, DeviceType.CPU))
            y = linear.forward(ones(2, 4));
        Assert.Equal(ScalarType.BFloat16, y.dtype);
        Assert.Equal(ScalarType.Float32, linear.forward(ones(2, 4)).dtype);
        y.to(ScalarType.Float32).sum().backward();
        Assert.Equal(ScalarType.Float32, linear.weight!.grad!.dtype);
    }

    [Fact]
    public void Enter_Fp32_NoChange()
    {
        using var scope = NewDisposeScope();
        using var autocast = Autocast.Enter(Precision.Fp32, DeviceType.CPU);
        Assert.Equal(ScalarType.Float32, ones(2, 2).mm(ones(2, 2)).dtype);
    }

    [Fact]
    public void Suspend_WithinBf16_SinglePrecisionAndBackAgain()
    {
        var precision = Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance);
        Assert.SkipUnless(precision == Precision.Bf16, "This libtorch does not offer autocast.");
        using var scope = NewDisposeScope();
        using var autocast = Autocast.Enter(Precision.Bf16, DeviceType.CPU);
        using (Autocast.Suspend())
            Assert.Equal(ScalarType.Float32, ones(2, 2).mm(ones(2, 2)).dtype);
        Assert.Equal(ScalarType.BFloat16, ones(2, 2).mm(ones(2, 2)).dtype);
    }

    [Fact]
    public void Suspend_OutsideOfAutocast_StaysOutside()
    {
        using var scope = NewDisposeScope();
        using (Autocast.Suspend())
            Assert.Equal(ScalarType.Float32, ones(2, 2).mm(ones(2, 2)).dtype);
        Assert.Equal(ScalarType.Float32, ones(2, 2).mm(ones(2, 2)).dtype);
    }

    [Fact]
    public void Resolve_Auto_NeverAuto() =>
        Assert.NotEqual(Precision.Auto, Autocast.Resolve(Precision.Auto, DeviceType.CPU, Silence.Instance));
}
