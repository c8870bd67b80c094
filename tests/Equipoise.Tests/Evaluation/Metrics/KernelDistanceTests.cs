using Equipoise.Evaluation.Metrics;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

public class KernelDistanceTests
{
    [Fact]
    public void Of_GivenFeatures_ValuesOfPairByPair()
    {
        using var scope = NewDisposeScope();
        Assert.All(ReferenceNumbers.Read("kernel-distance.json").AsArray(), c =>
            Assert.Equal((double)c!["value"]!, KernelDistance.Of(Matrix(c["real"]!), Matrix(c["synthetic"]!)), 1e-9));
    }

    [Fact]
    public void Of_SameDistribution_ZeroInTheMean()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var values = Enumerable.Range(0, 400).Select(_ => KernelDistance.Of(randn([10, 4], generator: generator), randn([10, 4], generator: generator))).ToList();
        var error = Math.Sqrt(values.Select(v => v * v).Average() / values.Count);
        Assert.InRange(values.Average(), -3 * error, 3 * error);
        Assert.InRange(KernelDistance.Of(randn([50, 4], generator: generator), randn([50, 4], generator: generator) + 1), 10 * error, double.MaxValue);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 2, 4)]
    public void Of_TooFewOrUnlike_ArgumentException(int n, int m, int width)
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<ArgumentException>(() => KernelDistance.Of(zeros(n, 3), zeros(m, width)));
    }

    private static Tensor Matrix(System.Text.Json.Nodes.JsonNode rows) => stack(rows.AsArray().Select(r => tensor(r!.Numbers())));
}
