using Equipoise.Evaluation.Metrics;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

public class InceptionScoreTests
{
    [Fact]
    public void Of_Logits_AsNumPy()
    {
        var reference = ReferenceNumbers.Read("statistics.json");
        using var logits = tensor(reference["logits"]!.AsArray().SelectMany(r => r.Numbers()).ToArray()).reshape(50, 8);
        Assert.Equal(reference["score"]!.GetValue<double>(), InceptionScore.Of(logits).Score, 1e-10);
    }

    // Sure of each of ten classes, equally often: ten. Unsure alike of all: one.
    [Fact]
    public void Of_PerfectAndUseless_ClassesAndOne()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(10, InceptionScore.Of(eye(10, dtype: ScalarType.Float64) * 1000).Score, 1e-9);
        Assert.Equal(1, InceptionScore.Of(zeros(10, 5)).Score, 1e-9);
    }

    // The interval is about as wide as scores of fresh draws scatter.
    [Fact]
    public void Of_FreshDraws_WithinTheIntervalMostly()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3, CPU);
        var results = Enumerable.Range(0, 200).Select(_ => InceptionScore.Of(2 * randn([150, 6], generator: random))).ToList();
        var mean = results.Average(r => r.Score);
        Assert.InRange(results.Count(r => r.Interval.Low <= mean && mean <= r.Interval.High), 178, 200);
    }
}
