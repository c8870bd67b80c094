using Equipoise.Common;
using Equipoise.Evaluation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

/// <summary>Whether intervals are as wide as estimates scatter from draw to draw.</summary>
public class MetricIntervalTests
{
    private const int Draws = 150;

    private static readonly Catalog<IMetric> All = new();

    [Theory]
    [InlineData("frechet", "frechet", 4, 0.5)]
    [InlineData("frechet", "frechet", 90, 1.5)]
    [InlineData("kernel", "kernel", 4, 0.5)]
    [InlineData("gaussian", "gaussian", 4, 0.5)]
    [InlineData("diversity", "diversity", 4, 0.5)]
    [InlineData("vendi", "vendi", 4, 0.5)]
    [InlineData("prdc", "precision", 4, 0.5)]
    [InlineData("prdc", "density", 4, 0.5)]
    public void Compute_DrawAfterDraw_IntervalsAsWideAsTheScatter(string metric, string name, int width, double shift)
    {
        var (scatter, stated) = Compare(metric, name, width, shift, perPatient: 1);
        // Balls are given for the interval but scatter too.
        Assert.InRange(stated / scatter, metric == "prdc" ? 0.6 : 0.8, 1.3);
    }

    // With patients of four equal images there are a quarter as many to learn from.
    [Theory]
    [InlineData("frechet", "frechet")]
    [InlineData("diversity", "diversity")]
    public void Compute_ImagesOfOnePatient_CountAsOne(string metric, string name)
    {
        var (scatter, stated) = Compare(metric, name, 4, 0.5, perPatient: 4);
        Assert.InRange(stated / scatter, 0.75, 1.35);
    }

    private static (double Scatter, double Stated) Compare(string metric, string name, int width, double shift, int perPatient)
    {
        using var generator = new Generator(7, CPU);
        var results = Enumerable.Range(0, Draws).Select(_ =>
        {
            using var scope = NewDisposeScope();
            using var real = Set(60, width, perPatient, 0, generator);
            using var synthetic = Set(50, width, 1, shift, generator);
            return All.Get(metric, "metric").Create().Compute(real, synthetic, new Seed(1)).First(r => r.Name == name);
        }).ToArray();
        var mean = results.Average(r => r.Value);
        return (Math.Sqrt(results.Average(r => Math.Pow(r.Value - mean, 2))), results.Average(r => (r.Interval!.Value.High - r.Interval.Value.Low) / 2 / 1.96));
    }

    private static FeatureSet Set(int count, int width, int perPatient, double shift, Generator generator)
    {
        var values = randn([count / perPatient, width], generator: generator) + shift;
        return new FeatureSet(values.repeat_interleave(perPatient, 0), [.. Enumerable.Range(0, count).Select(i => $"{i / perPatient}")]);
    }
}
