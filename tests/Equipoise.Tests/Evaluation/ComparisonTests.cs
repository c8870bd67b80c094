using Equipoise.Common;
using Equipoise.Evaluation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation;

public class ComparisonTests
{
    private static readonly string[] Classes = ["normal", "focal"];

    [Fact]
    public void Of_UnequalCounts_AsManyOfEitherKindInEveryClass()
    {
        var rows = Compare(Set(0, (80, 0), (30, 3)), Set(0, (20, 0), (90, 3)));
        Assert.Equal([null, "normal", "focal"], rows.Select(r => r.Class).Distinct());
        Assert.All(rows.Where(r => r.Class == "normal"), r => Assert.Equal(20, r.Images));
        Assert.All(rows.Where(r => r.Class == "focal"), r => Assert.Equal(30, r.Images));
        Assert.All(rows.Where(r => r.Class is null), r => Assert.Equal(50, r.Images));
        Assert.All(rows, r => Assert.Equal(r.Images < 50, r.Caution?.Contains("too few") ?? false));
    }

    // One class only of either kind: the mixture of classes must not look like a difference.
    [Fact]
    public void Of_OtherMixtureOfEqualClasses_AsGoodAsRealAgainstReal()
    {
        var row = Compare(Set(1, (400, 0), (200, 6)), Set(2, (100, 0), (200, 6))).Single(r => r is { Class: null, Name: "kernel" });
        Assert.InRange(row.RealAgainstReal!.Value, row.Interval!.Value.Low, row.Interval.Value.High);
    }

    [Fact]
    public void Of_OneClassWorse_SeenInThatClass()
    {
        var rows = Compare(Set(1, (100, 0), (100, 6)), Set(2, (100, 0), (100, 9)));
        double Frechet(string? label) => rows.Single(r => r.Class == label && r.Name == "frechet").Value!.Value;
        Assert.InRange(Frechet("normal"), 0, 1);
        Assert.InRange(Frechet("focal"), 25, 60);
    }

    [Fact]
    public void Of_TooFew_NoValueButACaution()
    {
        var rows = Compare(Set(0, (80, 0), (1, 3)), Set(0, (80, 0), (40, 3))).Where(r => r.Class == "focal").ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Null(r.Value));
        Assert.All(rows, r => Assert.Contains("needs at least", r.Caution));
    }

    [Fact]
    public void Of_PatientsWithManyImages_InOneHalfOnly()
    {
        string[] groups = [.. Enumerable.Range(0, 60).Select(i => $"{i / 5}")];
        var (left, right) = Halves.ByGroup(groups, 100, new Seed(1));
        Assert.Empty(left.Select(i => groups[i]).Intersect(right.Select(i => groups[i])));
        Assert.Equal(left.Length, right.Length);
        Assert.Equal(60, left.Concat(right).Distinct().Count());
        Assert.Equal(10, Halves.ByGroup(groups, 10, new Seed(1)).Left.Length);
    }

    [Fact]
    public void Of_SameSeed_SameRows()
    {
        List<MetricRow> Again() => Compare(Set(0, (40, 0), (30, 3)), Set(3, (20, 0), (30, 3)));
        Assert.Equal(Again(), Again());
    }

    [Fact]
    public void Of_OtherWidth_Refused() => Assert.Throws<ArgumentException>(() => Compare(Set(0, (5, 0)), Set(0, 7, (5, 0))));

    [Fact]
    public void FeatureSet_NotANumber_Refused()
    {
        using var scope = NewDisposeScope();
        var values = zeros(4, 3);
        values[2, 1] = float.NaN;
        Assert.Contains("Image 2", Assert.Throws<ArgumentException>(() => new FeatureSet(values)).Message);
    }

    private static List<MetricRow> Compare(LabelledFeatures real, LabelledFeatures synthetic) =>
        [.. Comparison.Of(real, synthetic, Classes, new Seed(1), Silence.Instance, TestContext.Current.CancellationToken)];

    private static LabelledFeatures Set(long seed, params (int Count, double Mean)[] classes) => Set(seed, 4, classes);

    private static LabelledFeatures Set(long seed, int width, params (int Count, double Mean)[] classes)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        var values = cat([.. classes.Select(c => randn([c.Count, width], generator: generator) + c.Mean)]);
        return new(new FeatureSet(values), [.. classes.SelectMany((c, label) => Enumerable.Repeat(label, c.Count))]);
    }
}
