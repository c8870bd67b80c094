using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Reporting;
using static TorchSharp.torch;

namespace Equipoise.Tests.Reporting;

public class EvaluationFindingsTests
{
    [Theory]
    [InlineData(Best.Low, 5, 4, 6, 2.9, Standing.Worse)]
    [InlineData(Best.Low, 5, 4, 6, 3.1, Standing.AsReal)]
    [InlineData(Best.Low, 5, 4, 6, 9, Standing.AsReal)]
    [InlineData(Best.High, 0.5, 0.4, 0.6, 0.71, Standing.Worse)]
    [InlineData(Best.High, 0.5, 0.4, 0.6, 0.69, Standing.AsReal)]
    [InlineData(Best.High, 0.5, 0.4, 0.6, 0.1, Standing.AsReal)]
    [InlineData(Best.One, 0.7, 0.6, 0.8, 1, Standing.Worse)]
    [InlineData(Best.One, 1.3, 1.2, 1.4, 1, Standing.Worse)]
    [InlineData(Best.One, 0.95, 0.9, 1, 1.02, Standing.AsReal)]
    // Nearer to 1 than real images are.
    [InlineData(Best.One, 1, 0.99, 1.01, 0.9, Standing.AsReal)]
    public void Of_AFigure_WorseOnlyWhereTheWidenedIntervalIs(Best best, double value, double low, double high, double real, Standing expected) =>
        Assert.Equal(expected, EvaluationFindings.Of(EvaluationFixture.Row("a", "x", best, value, (low, high), real)));

    [Fact]
    public void Of_SomethingMissing_Unknown()
    {
        Assert.Equal(Standing.Unknown, EvaluationFindings.Of(EvaluationFixture.Row("a", "x", Best.Low, null, null, null)));
        Assert.Equal(Standing.Unknown, EvaluationFindings.Of(EvaluationFixture.Row("a", "x", Best.Low, 1, null, 1)));
        Assert.Equal(Standing.Unknown, EvaluationFindings.Of(EvaluationFixture.Row("a", "x", Best.Low, 1, (0, 2), null)));
    }

    [Fact]
    public void PerClass_TwoClasses_TheWorstFirstInWords()
    {
        var findings = EvaluationFindings.PerClass(new EvaluationFixture().Build());
        Assert.Equal(["focal", "normal"], findings.Select(f => f.Class));
        Assert.Equal(
            "2 of 3\u00a0figures are clearly worse than what real images get: recall 0.400 where real images get 0.950, frechet 10 where real images get 2.000.",
            findings[0].Sentence);
        Assert.StartsWith("1 of 3\u00a0figures is clearly worse", findings[1].Sentence);
        Assert.Equal("The synthetic images differ clearly from real ones in every class, most in focal.", EvaluationFindings.Lead(new EvaluationFixture().Build()));
    }

    [Fact]
    public void Lead_OneWorseNoneWorseOrTooFew_SaysSo()
    {
        string Lead(params MetricRow[] rows) => EvaluationFindings.Lead(new EvaluationFixture().Build() with { Rows = rows });
        var (bad, good) = (EvaluationFixture.Row("a", "x", Best.Low, 5, (4, 6), 2), EvaluationFixture.Row("b", "x", Best.Low, 5, (4, 6), 5));
        Assert.Equal("The synthetic images differ clearly from real ones in a.", Lead(bad, good));
        Assert.Equal("No figure tells the synthetic images from real ones.", Lead(good));
        Assert.Equal("There are too few images to tell synthetic from real ones.", Lead(bad with { Value = null }));
    }

    [Fact]
    public void Sentence_EveryFigureThereIs_Explained()
    {
        using var values = randn(200, 8, generator: new Seed(1).Torch(CPU));
        using var features = new FeatureSet(values);
        var labelled = new LabelledFeatures(features, new int[200]);
        var rows = Comparison.Of(labelled, labelled, ["all"], new Seed(0), Silence.Instance, CancellationToken.None);
        Assert.Contains(rows, r => r.Name == "frechet-infinity");
        Assert.All(rows, r => Assert.False(string.IsNullOrEmpty(FigureGuide.Sentence(r.Name)), r.Name));
    }
}
