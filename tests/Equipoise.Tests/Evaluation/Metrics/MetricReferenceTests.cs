using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

/// <summary>Every metric as tools/reference/metrics.py has it.</summary>
public class MetricReferenceTests
{
    [Fact]
    public void Compute_Frechet_AsSciPy() => EqualThroughout(new FrechetDistance(), "frechet", c => c["frechet"]);

    [Fact]
    public void Compute_Kernel_AsScikitLearn() => EqualThroughout(new KernelDistance(), "kernel", c => c["kernelDistance"]);

    [Fact]
    public void Compute_Gaussian_AsScikitLearn() => EqualThroughout(new GaussianDistance(), "gaussian", c => c["gaussian"]);

    [Fact]
    public void Compute_Diversity_AsSciPy() => EqualThroughout(new IntraClassDiversity(), "diversity", c => c["diversity"]);

    [Fact]
    public void Compute_Vendi_AsNumPy() => EqualThroughout(new VendiScore(), "vendi", c => c["vendi"]);

    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("density")]
    [InlineData("coverage")]
    public void Compute_Manifolds_AsNumPy(string name) => EqualThroughout(new Manifolds(), name, c => c["manifolds"]?[name]);

    [Fact]
    public void Of_FrechetInEitherWay_Equal()
    {
        using var scope = NewDisposeScope();
        Assert.All(ReferenceFeatures.All, c =>
        {
            var (real, synthetic) = (c.Real(), c.Synthetic());
            var expected = c.Value("frechet");
            Assert.Equal(expected, FrechetDistance.Of(real, synthetic), 1e-6 * expected);
            Assert.Equal(expected, FrechetDistance.Of(Moments.Of(real), Moments.Of(synthetic)), 2e-6 * expected);
        });
    }

    private static void EqualThroughout(IMetric metric, string name, Func<JsonNode, JsonNode?> expected)
    {
        using var scope = NewDisposeScope();
        var cases = ReferenceFeatures.All.Where(c => expected(c) is not null).ToArray();
        Assert.True(cases.Length >= 2);
        Assert.All(cases, c =>
        {
            using var real = new FeatureSet(c.Real());
            using var synthetic = new FeatureSet(c.Synthetic());
            var value = expected(c)!.GetValue<double>();
            Assert.Equal(value, metric.Compute(real, synthetic, new Seed(1)).First(r => r.Name == name).Value, 1e-6 * Math.Max(0.1, Math.Abs(value)));
        });
    }
}
