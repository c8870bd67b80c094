using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Embedding;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Embedding;

public class JointTsneTests
{
    private static readonly string[] Classes = ["normal", "focal", "diffuse"];

    [Fact]
    public void Fit_UnequalCounts_AsManyOfEitherKindInEveryClass()
    {
        var map = Fit(Set(1, 40, 25, 0), Set(2, 12, 60, 9));
        Assert.Equal((12, 25, 0), (Count(map, "normal", false), Count(map, "focal", false), Count(map, "diffuse", false)));
        Assert.Equal((12, 25, 0), (Count(map, "normal", true), Count(map, "focal", true), Count(map, "diffuse", true)));
        Assert.Contains("37 of 65 real and 37 of 81 synthetic images", map.Remark);
        Assert.Equal(74, map.Images.Select(i => (i.Synthetic, i.Path)).Distinct().Count());
        // A path names the class that it was made with.
        Assert.All(map.Images, i => Assert.StartsWith(i.Class, i.Path));
    }

    [Fact]
    public void Fit_MoreThanTheLimit_RareClassesKeepTheirs()
    {
        var map = Fit(Set(1, 80, 50, 6), Set(2, 80, 50, 6), most: 100);
        Assert.Equal((22, 22, 6), (Count(map, "normal", false), Count(map, "focal", false), Count(map, "diffuse", false)));
        Assert.Equal((22, 22, 6), (Count(map, "normal", true), Count(map, "focal", true), Count(map, "diffuse", true)));
    }

    [Theory]
    [InlineData(new[] { 5, 5 }, 10, int.MaxValue)]
    [InlineData(new[] { 6, 5 }, 10, 5)]
    [InlineData(new[] { 100, 2, 100 }, 50, 24)]
    [InlineData(new[] { 0, 7 }, 3, 3)]
    public void PerClass_SomeAvailable_TheLargestThatFits(int[] available, int most, int expected) =>
        Assert.Equal(expected, JointTsne.PerClass(available, most));

    [Fact]
    public void Fit_SameSeed_SameMapAndOtherSeedAnother()
    {
        var (real, synthetic) = (Set(1, 30, 30, 30), Set(2, 30, 30, 30));
        Assert.Equal(Fit(real, synthetic).Images, Fit(real, synthetic).Images);
        Assert.NotEqual(Fit(real, synthetic).Images, Fit(real, synthetic, seed: 1).Images);
        Assert.Null(Fit(real, synthetic).Remark);
    }

    [Fact]
    public void Fit_SameClustersOfEitherKind_ClassesApartAndKindsMixed()
    {
        var map = Fit(Set(1, 60, 60, 60), Set(2, 60, 60, 60));
        var nearest = map.Images.Select(i => Nearest(map, i)).ToList();
        Assert.All(map.Images.Zip(nearest), p => Assert.Equal(p.First.Class, p.Second.Class));
        Assert.InRange(map.Images.Zip(nearest).Count(p => p.First.Synthetic != p.Second.Synthetic), 130, 230);
    }

    [Fact]
    public void Fit_SyntheticOnesElsewhere_KindsApart()
    {
        var map = Fit(Set(1, 60, 60), Set(2, [60, 60], shift: 12));
        Assert.All(map.Images, i => Assert.Equal(i.Synthetic, Nearest(map, i).Synthetic));
    }

    [Fact]
    public void Fit_TooFew_NoMapButARemark()
    {
        var map = Fit(Set(1, 4), Set(2, 40));
        Assert.Empty(map.Images);
        Assert.Equal("8 images are too few for an embedding; it needs at least 10.", map.Remark);
        Assert.Equal(10, Fit(Set(1, 5), Set(2, 40)).Images.Count);
    }

    [Fact]
    public void Fit_AllEqual_Finite()
    {
        using var features = new FeatureSet(ones(12, 5));
        var same = (new LabelledFeatures(features, new int[12]), (IReadOnlyList<string>)[.. Enumerable.Range(0, 12).Select(i => $"{i}")]);
        var map = JointTsne.Fit(same, same, ["all"], 2000, new Seed(0), Silence.Instance, CancellationToken.None);
        Assert.All(map.Images, i => Assert.True(double.IsFinite(i.X) && double.IsFinite(i.Y)));
        Assert.True(double.IsFinite(map.Divergence!.Value));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(50_001)]
    public void Fit_LimitOutOfRange_SaysWhatIsAllowed(int most) => Assert.Contains(
        $"10 to 50000 images; received {most}", Assert.Throws<UserException>(() => Fit(Set(1, 9), Set(2, 9), most)).What);

    private static int Count(JointEmbedding map, string label, bool synthetic) => map.Images.Count(i => i.Class == label && i.Synthetic == synthetic);

    private static EmbeddedImage Nearest(JointEmbedding map, EmbeddedImage image) =>
        map.Images.Where(i => i != image).MinBy(i => Math.Pow(i.X - image.X, 2) + Math.Pow(i.Y - image.Y, 2))!;

    private static JointEmbedding Fit(
        (LabelledFeatures, IReadOnlyList<string>) real, (LabelledFeatures, IReadOnlyList<string>) synthetic, int most = 2000, ulong seed = 0) =>
        JointTsne.Fit(real, synthetic, Classes, most, new Seed(seed), Silence.Instance, CancellationToken.None);

    private static (LabelledFeatures, IReadOnlyList<string>) Set(ulong seed, params int[] perClass) => Set(seed, perClass, 0);

    // Each class lies far out along an axis of its own; a shift is along yet another.
    private static (LabelledFeatures, IReadOnlyList<string>) Set(ulong seed, int[] perClass, double shift)
    {
        const int Width = 8;
        int[] labels = [.. perClass.SelectMany((n, c) => Enumerable.Repeat(c, n))];
        var random = new Seed(seed).Random();
        var values = new float[labels.Length, Width];
        for (var i = 0; i < labels.Length; i++)
            for (var d = 0; d < Width; d++)
                values[i, d] = (float)(random.NextGaussian() + (d == labels[i] ? 14 : 0) + (d == Width - 1 ? shift : 0));
        using var features = tensor(values);
        return (new(new FeatureSet(features), labels), [.. labels.Select((l, i) => $"{Classes[l]}/{i}")]);
    }
}
