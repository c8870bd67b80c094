using Equipoise.Common;
using Equipoise.Data.Phantoms;

namespace Equipoise.Tests.Data.Phantoms;

/// <summary>A classifier must look into the lungs: neither the exposure nor anything at the border tells the class.</summary>
public class PhantomShortcutTests
{
    private const int PerClass = 100;
    private const int Border = 4;

    private static readonly Lazy<byte[][][]> Drawn = new(() =>
        [.. Enum.GetValues<PhantomClass>().Select(kind => ParallelEnumerable.Range(0, PerClass).AsOrdered()
            .Select(i => PhantomRenderer.Draw(PhantomSampler.Draw(kind, new Seed(11).For($"{kind} {i}")), 64).Pixels).ToArray())]);

    [Theory]
    [InlineData(PhantomClass.Normal)]
    [InlineData(PhantomClass.Focal)]
    [InlineData(PhantomClass.Diffuse)]
    public void MeanBrightness_AsAClassifier_IsWeak(PhantomClass kind) =>
        Assert.InRange(AucOf(kind, image => image.Average(p => p)), 0.25, 0.75);

    [Theory]
    [InlineData(PhantomClass.Normal)]
    [InlineData(PhantomClass.Focal)]
    [InlineData(PhantomClass.Diffuse)]
    public void BorderBrightness_AsAClassifier_IsChance(PhantomClass kind) =>
        Assert.InRange(AucOf(kind, image => image.Where((_, i) => AtBorder(i)).Average(p => p)), 0.40, 0.60);

    [Theory]
    [InlineData(PhantomClass.Normal)]
    [InlineData(PhantomClass.Focal)]
    [InlineData(PhantomClass.Diffuse)]
    public void DarkestAndBrightest_AsAClassifier_AreChance(PhantomClass kind)
    {
        Assert.InRange(AucOf(kind, image => image.Order().Skip(40).First()), 0.40, 0.60);
        Assert.InRange(AucOf(kind, image => image.OrderDescending().Skip(40).First()), 0.40, 0.60);
    }

    private static bool AtBorder(int i) =>
        Math.Min(Math.Min(i % 64, 63 - i % 64), Math.Min(i / 64, 63 - i / 64)) < Border;

    // The probability that an image of this class scores higher than one of the rest; ties count half.
    private static double AucOf(PhantomClass kind, Func<byte[], double> score)
    {
        var positives = Drawn.Value[(int)kind].Select(score).ToList();
        var negatives = Drawn.Value.Where((_, k) => k != (int)kind).SelectMany(images => images).Select(score).ToList();
        return positives.Average(p => negatives.Average(n => p > n ? 1 : p == n ? 0.5 : 0));
    }
}
