using System.Globalization;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Statistics;

public class DownstreamTests
{
    private static readonly JsonNode Reference = ReferenceNumbers.Read("downstream.json");
    private static readonly JsonNode Numbers = Reference["images"]!;
    private static readonly List<ScoredImage> Images = [.. Numbers["scores"]!.AsArray().Zip(Numbers["label"].Numbers())
        .Select((i, n) => new ScoredImage($"{n}", $"{n}", (int)i.Second, i.First.Numbers()))];
    private static readonly int[] Weights = [.. Numbers["weights"].Numbers().Select(w => (int)w)];

    [Fact]
    public void AveragePrecisionAndSensitivity_TiesAndWeights_AsScikitLearn()
    {
        foreach (var c in Reference["ranked"]!.AsArray())
        {
            var ranked = new RankedScores(c!["scores"].Numbers(), [.. c["positive"]!.AsArray().Select(p => p!.GetValue<bool>())]);
            int[] weights = [.. c["weights"].Numbers().Select(w => (int)w)];
            Assert.Equal(c["precision"]!.GetValue<double>(), ranked.AveragePrecision(), 1e-12);
            Assert.Equal(c["weightedPrecision"]!.GetValue<double>(), ranked.AveragePrecision(weights), 1e-12);
            foreach (var (specificity, value) in c["sensitivity"]!.AsObject())
                Assert.Equal(value!.GetValue<double>(), ranked.SensitivityAt(double.Parse(specificity, CultureInfo.InvariantCulture)), 1e-12);
            foreach (var (specificity, value) in c["weightedSensitivity"]!.AsObject())
                Assert.Equal(value!.GetValue<double>(), ranked.SensitivityAt(double.Parse(specificity, CultureInfo.InvariantCulture), weights), 1e-12);
        }
    }

    // 9 of 10 negatives are below: exactly the specificity asked for, though 10 (1 - 0.9) is less than 1 in doubles.
    [Fact]
    public void SensitivityAt_SpecificityJustReached_Allowed() =>
        Assert.Equal(1, new RankedScores([.. Enumerable.Range(0, 11).Select(i => (double)i)], [.. Enumerable.Range(0, 11).Select(i => i == 9)]).SensitivityAt(0.9));

    [Fact]
    public void ConfusionMatrix_ThreeClasses_AsScikitLearn()
    {
        var (plain, weighted) = (ConfusionMatrix.Of(Images), ConfusionMatrix.Of(Images, Weights));
        for (var a = 0; a < 3; a++)
        {
            for (var p = 0; p < 3; p++)
            {
                Assert.Equal(Numbers["confusion"]![a]![p]!.GetValue<double>(), plain[a, p]);
                Assert.Equal(Numbers["weightedConfusion"]![a]![p]!.GetValue<double>(), weighted[a, p]);
            }
            Assert.Equal(Numbers["precision"]![a]!.GetValue<double>(), plain.Precision(a), 1e-12);
            Assert.Equal(Numbers["specificity"]![a]!.GetValue<double>(), plain.Specificity(a), 1e-12);
        }
        Assert.Equal(Numbers["balanced"]!.GetValue<double>(), plain.BalancedAccuracy, 1e-12);
        Assert.Equal(Numbers["accuracy"]!.GetValue<double>(), plain.Accuracy, 1e-12);
    }

    [Fact]
    public void BalancedAccuracy_ClassWithoutImages_LeftOut() => Assert.Equal(0.75, ConfusionMatrix.Of([
        new("a", "a", 0, [0.9, 0.1, 0]), new("b", "b", 0, [0.1, 0.9, 0]), new("c", "c", 1, [0.1, 0.9, 0])]).BalancedAccuracy);

    [Fact]
    public void Brier_SameNumbers_AsScikitLearn()
    {
        Assert.Equal(Numbers["brier"]!.GetValue<double>(), BrierScore.Of(Images), 1e-12);
        Assert.Equal(Numbers["brierOne"]!.GetValue<double>(), BrierScore.Of(Images, 1), 1e-12);
        Assert.Equal(Numbers["weightedBrierOne"]!.GetValue<double>(), BrierScore.Of(Images, 1, Weights), 1e-12);
    }

    [Fact]
    public void CalibrationCurve_BinsOfEquallyMany_AsNumPy()
    {
        var curve = CalibrationCurve.Of(Images, 1);
        Assert.Equal(Numbers["calibration"]!.AsArray().Select(p => p.Numbers()[0]), curve.Points.Select(p => p.Score), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Numbers["calibration"]!.AsArray().Select(p => p.Numbers()[1]), curve.Points.Select(p => p.Share), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Numbers["expectedError"]!.GetValue<double>(), curve.ExpectedError, 1e-12);
        Assert.All(curve.Points, p => Assert.True(p.Low <= p.Share && p.Share <= p.High && p.Low < p.High && p.Low >= 0 && p.High <= 1));
    }

    // Wilson's interval of 8 in 10, from his formula by hand.
    [Fact]
    public void CalibrationCurve_EightOfTen_WilsonsInterval()
    {
        var point = Assert.Single(CalibrationCurve.Of([.. Enumerable.Range(0, 10).Select(i => new ScoredImage($"{i}", $"{i}", i < 8 ? 1 : 0, [0.5, 0.5]))], 1).Points);
        Assert.Equal((0.4902, 0.9433), (Math.Round(point.Low, 4), Math.Round(point.High, 4)));
        Assert.Equal(10, point.Images);
    }

    [Fact]
    public void Holm_Five_AsByHand()
    {
        Assert.Equal(Reference["holm"]!["adjusted"].Numbers(), Holm.Adjust(Reference["holm"]!["p"].Numbers()), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([double.NaN, 0.02], Holm.Adjust([double.NaN, 0.02]));
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void TwoSided_FromCentreToFarOut_AsSciPy() => Assert.All(Reference["tails"]!.AsObject(), t =>
    {
        var (expected, z) = (t.Value!.GetValue<double>(), double.Parse(t.Key, CultureInfo.InvariantCulture));
        Assert.Equal(1, Normal.TwoSided(z) / expected, 1e-11);
        Assert.Equal(Normal.TwoSided(z), Normal.TwoSided(-z));
        Assert.Equal(1, 2 * Normal.Below(-Math.Abs(z)) / expected, 1e-11);
        Assert.Equal(1, Normal.Below(z) + Normal.Below(-z), 1e-15);
    });

    [Fact]
    public void DownstreamScores_OfImages_TheSameNumbersTogether()
    {
        var scores = DownstreamScores.Of(Images);
        Assert.Equal(Numbers["balanced"]!.GetValue<double>(), scores.BalancedAccuracy, 1e-12);
        Assert.Equal(Numbers["brierOne"]!.GetValue<double>(), scores.PerClass[1].Brier, 1e-12);
        Assert.Equal(ScoredImages.AucPerClass(Images), scores.PerClass.Select(c => c.Auc));
        Assert.Equal(Images.Count, scores.PerClass.Sum(c => c.Images));
        Assert.All(scores.PerClass, c => Assert.True(c.AucLow < c.Auc && c.Auc < c.AucHigh));
    }

    [Fact]
    public void DownstreamScores_ClassWithoutImages_NaNThereOnly()
    {
        var scores = DownstreamScores.Of([.. Images.Where(i => i.Label != 2)]);
        Assert.True(double.IsNaN(scores.PerClass[2].Auc) && double.IsNaN(scores.PerClass[2].AucLow) && double.IsNaN(scores.PerClass[2].AveragePrecision));
        Assert.False(double.IsNaN(scores.MacroAuc) || double.IsNaN(scores.BalancedAccuracy) || double.IsNaN(scores.MacroAveragePrecision));
    }
}
