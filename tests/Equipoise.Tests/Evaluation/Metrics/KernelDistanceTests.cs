using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

public class KernelDistanceTests
{
    [Fact]
    public void Of_Fixed_AsScikitLearn()
    {
        using var scope = NewDisposeScope();
        Assert.All(ReferenceFeatures.All, c =>
        {
            var (real, synthetic) = (c.Real(), c.Synthetic());
            var expected = c.Value("kernelDistance");
            Assert.Equal(expected, KernelDistance.Of(real, synthetic), 1e-10 * Math.Max(1, Math.Abs(expected)));
            Assert.Equal(expected, KernelDistance.Of(synthetic, real), 1e-10 * Math.Max(1, Math.Abs(expected)));
        });
    }

    // One point at the origin has kernel 1 with everything, a point at 1 has kernel 8 with its like.
    [Fact]
    public void Of_TwoRepeatedPoints_ClosedForm()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1 + 8 - 2, KernelDistance.Of(zeros(3, 5), ones(4, 5)), 1e-12);
    }

    [Fact]
    public void Of_SinglePrecision_ComputedInDouble()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var (x, y) = (randn([50, 300], generator: generator) * 30, randn([50, 300], generator: generator) * 30);
        Assert.Equal(KernelDistance.Of(x.to(float64), y.to(float64)), KernelDistance.Of(x, y));
    }

    // Estimates of a few images scatter, but around the truth.
    [Fact]
    public void Of_ManyDrawsOfOneDistribution_ZeroOnAverageAndOfTwoPositive()
    {
        using var generator = new Generator(3, CPU);
        double[] Draws(double shift) => [.. Enumerable.Range(0, 600).Select(_ =>
        {
            using var scope = NewDisposeScope();
            return KernelDistance.Of(randn([6, 8], generator: generator), randn([9, 8], generator: generator) + shift);
        })];
        var (equal, shifted) = (Draws(0), Draws(0.5));
        var standardError = Math.Sqrt(equal.Sum(d => d * d) / equal.Length / equal.Length);
        Assert.InRange(equal.Average(), -3 * standardError, 3 * standardError);
        // The pairs of an image with itself would add more than 1.
        Assert.InRange(standardError, 0, 0.05);
        Assert.Contains(equal, d => d < 0);
        Assert.True(shifted.Average() > 10 * standardError);
    }

    [Fact]
    public void Of_OneRowOrOtherWidth_Refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("at least 2", Assert.Throws<ArgumentException>(() => KernelDistance.Of(zeros(1, 4), zeros(5, 4))).Message);
        Assert.Equal("synthetic", Assert.Throws<ArgumentException>(() => KernelDistance.Of(zeros(5, 4), zeros(1, 4))).ParamName);
        Assert.Throws<ArgumentException>(() => KernelDistance.Of(zeros(5, 4), zeros(5, 3)));
    }
}
