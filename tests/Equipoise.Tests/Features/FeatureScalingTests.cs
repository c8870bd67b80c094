using Equipoise.Features;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

public class FeatureScalingTests
{
    [Fact]
    public void Apply_RealAndSynthetic_AsByNumPy()
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceNumbers.Read("feature-scaling.json");
        var columns = reference["columns"]!.GetValue<int>();
        var scaling = FeatureScaling.Fit(Matrix("real"));
        foreach (var set in new[] { "real", "synthetic" })
            Assert.Equal(reference[$"scaled-{set}"].Numbers(), scaling.Apply(Matrix(set)).data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);

        Tensor Matrix(string name) => tensor(reference[name].Numbers()).reshape(-1, columns);
    }

    // 0.1 has no exact mean in binary, and neighbours of float32 are rounding, not spread.
    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(1e9f)]
    public void Fit_ColumnWithoutSpread_OnlyCentred(float value)
    {
        using var scope = NewDisposeScope();
        var real = full([7, 1], value);
        real[3, 0] = tensor(MathF.BitIncrement(value));
        var scaled = FeatureScaling.Fit(real).Apply(tensor([value + 2, value]).reshape(2, 1));
        Assert.Equal(ScalarType.Float32, scaled.dtype);
        Assert.InRange(scaled[1, 0].item<float>(), -100, 0);
        Assert.InRange(scaled[0, 0].item<float>(), value < 1 ? 1.99999 : -100, 2.00001);
    }

    [Fact]
    public void Fit_NoRowsOrOtherColumns_Refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => FeatureScaling.Fit(zeros(0, 3)));
        Assert.Throws<ArgumentException>(() => FeatureScaling.Fit(zeros(3)));
        Assert.Throws<ArgumentException>(() => FeatureScaling.Fit(rand(4, 3)).Apply(zeros(4, 2)));
    }
}
