using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Statistics;

public class PairedComparisonTests
{
    private static readonly JsonNode Reference = ReferenceNumbers.Read("paired-comparison.json");

    // Patients with several images, of several classes, in several seeds.
    private static readonly List<List<List<ScoredImage>>> Arms = [.. Enumerable.Range(0, 3).Select(a => Reference["seeds"]!.AsArray().Select(s =>
        s!["patient"].Numbers().Zip(s["label"].Numbers()).Select((p, i) =>
            new ScoredImage($"{p.First}-{i}", $"{p.First}", (int)p.Second, s["scores"]![a]![i].Numbers())).ToList()).ToList())];

    public static TheoryData<int> Comparisons => [.. Enumerable.Range(0, 3)];

    [Theory, MemberData(nameof(Comparisons))]
    public void Difference_PatientsOfSeveralSeedsAndClasses_AsFromTheDefinition(int number)
    {
        var c = Reference["comparisons"]![number]!;
        var d = new PairedComparison(Arms, 0.2).Difference((int)c["a"]!, (int)c["b"]!);
        Assert.Equal((double)c["difference"]!, d.Difference, 1e-12);
        Assert.Equal((double)c["p"]!, d.PValue, 1e-10);
        Assert.Equal((double)c["low"]!, d.Low, 1e-10);
        Assert.Equal((double)c["high"]!, d.High, 1e-10);
    }

    [Theory, MemberData(nameof(Comparisons))]
    public void Variances_OfTheSame_AsFromTheDefinition(int number)
    {
        var c = Reference["comparisons"]![number]!;
        var (a, b) = ((int)c["a"]!, (int)c["b"]!);
        var influence = Arms.Select(arm => arm.Select(MacroAucInfluence.Of).ToList()).ToList();
        double[][] auc = [.. influence.Select(arm => arm.Select(s => s.Auc).ToArray())];
        for (var i = 0; i < 3; i++)
            Assert.Equal(Reference["auc"]![i].Numbers(), auc[i], (x, y) => Math.Abs(x - y) < 1e-12);

        var patients = PatientVariance.Of(
            [.. influence[a].Zip(influence[b], (x, y) => x.OfPatient.ToDictionary(p => p.Key, p => p.Value - y.OfPatient[p.Key]))], PairedScores.Strata(Arms[0]));
        Assert.Equal((double)c["patients"]!, patients.OfMean.Value, 1e-14);
        Assert.Equal((double)c["patientsDf"]!, patients.OfMean.DegreesOfFreedom, 1e-8);
        Assert.Equal((double)c["shared"]!, patients.Shared, 1e-14);

        var own = Variance.OfSample([.. auc[a].Zip(auc[b], (x, y) => x - y)]);
        var pooled = SeedVariance.OfPairs(auc);
        Assert.Equal((double)c["own"]!, own, 1e-14);
        Assert.Equal((double)c["pooled"]!, pooled.Value, 1e-14);
        var seeds = SeedVariance.OfMean(own, pooled, 3, patients.Shared, 0.2);
        Assert.Equal((double)c["luck"]!, seeds.Value, 1e-14);
        Assert.Equal((double)c["df"]!, seeds.DegreesOfFreedom);
    }

    // Two seeds that differ by 2 and 4 have a variance of 2; with a fifth tested, 2 (1/2 + 1/4). The mean over arms counts where it is larger.
    [Fact]
    public void SeedVariance_TwoSeeds_ClosedForm()
    {
        Assert.Equal(2, Variance.OfSample([2, 4]));
        Assert.Equal(new Variance(1.5, 3), SeedVariance.OfMean(2, new(1, 3), 2, 0.4, 0.2));
        Assert.Equal(new Variance(3, 3), SeedVariance.OfMean(2, new(4, 3), 2, double.NaN, 0.2));
        Assert.Equal(new Variance(1.9, 3), SeedVariance.OfMean(2, new(1, 3), 2, 0.9, 0.2));
    }

    // Over two arms the mean over pairs is the one pair's.
    [Fact]
    public void SeedVariance_OfTwoArms_TheirDifferences() =>
        Assert.Equal(Variance.OfSample([1, 3, -2]), SeedVariance.OfPairs([[5, 7, 1], [4, 4, 3]]).Value, 1e-12);

    // Satterthwaite: two strata of 3 and 2 with variances of the sum 3 and 1: (3 + 1)² / (3² / 2 + 1² / 1).
    [Fact]
    public void OfSum_TwoStrata_ClosedForm()
    {
        var v = Variance.OfSum([(0, -1), (0, 0), (0, 1), (1, 0.5), (1, 1.5)]);
        Assert.Equal(3 + 1, v.Value, 1e-12);
        Assert.Equal(16 / (9 / 2.0 + 1), v.DegreesOfFreedom, 1e-12);
        Assert.True(double.IsNaN(Variance.OfSum([(0, 1), (0, 2), (1, 0)]).Value));
    }

    [Fact]
    public void Difference_OneClass_UnknownAndNoError()
    {
        List<ScoredImage> one = [new("a", "a", 0, [0.1, 0.2]), new("b", "b", 0, [0.3, 0.1])];
        Assert.True(double.IsNaN(new PairedComparison([[one, one], [one, one]], 0.2).Difference(0, 1).PValue));
    }

    [Fact]
    public void New_OtherImagesOfASeed_Refused() =>
        Assert.Throws<ArgumentException>(() => new PairedComparison([Arms[0], [Arms[1][0], Arms[1][2], Arms[1][1]]], 0.2));

    [Fact]
    public void StudentT_TailsAndQuantiles_AsSciPy()
    {
        Assert.All(Reference["student"]!.AsArray(), s =>
            Assert.Equal(1, StudentT.TwoSided((double)s!["t"]!, (double)s["df"]!) / (double)s["p"]!, 1e-9));
        Assert.All(Reference["critical"]!.AsArray(), s => Assert.Equal((double)s!["t"]!, StudentT.Critical95((double)s["df"]!), 1e-6));
        Assert.Equal(Normal.Z95, StudentT.Critical95(double.PositiveInfinity), 1e-12);
    }
}
