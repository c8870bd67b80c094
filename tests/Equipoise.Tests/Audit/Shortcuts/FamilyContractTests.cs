using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Audit.Shortcuts;

/// <summary>What holds for every family of features.</summary>
public class FamilyContractTests
{
    public static TheoryData<string> Families => [.. new Catalog<IShortcutFamily>().Names];

    [Theory]
    [MemberData(nameof(Families))]
    public void Measure_ExtremeImages_GivesNumbersAndNeverThrows(string name)
    {
        var family = new Catalog<IShortcutFamily>().Get(name, "family").Create();
        foreach (var (width, height) in new[] { (8, 8), (9, 200), (130, 8), (65, 77) })
            foreach (var fill in new Func<int, byte>[] { _ => 0, _ => 255, i => (byte)(i * 37), i => (byte)(i % 2 * 255) })
                foreach (var file in new byte[]?[] { null, [], [0xFF, 0xD8, 0xFF, 0xDB, 0], [0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 0, 0, 0, 255] })
                {
                    byte[] pixels = [.. Enumerable.Range(0, width * height).Select(fill)];
                    Assert.DoesNotContain(ShortcutFeatures.Measure(family, Probed(pixels, width, height, file)), double.IsInfinity);
                }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Measure_TheSameImage_GivesTheSame(string name)
    {
        var family = new Catalog<IShortcutFamily>().Get(name, "family").Create();
        var pixels = TestImages.Draw(0, 64, 1);

        Assert.Equal(
            ShortcutFeatures.Measure(family, Probed(pixels, 64, 64)), ShortcutFeatures.Measure(family, Probed([.. pixels], 64, 64)));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Measure_AnotherPictureWithinTheSameFrame_LeavesAcquisitionAsItIs(string name)
    {
        var family = new Catalog<IShortcutFamily>().Get(name, "family").Create();
        var random = new Seed(9).Random();
        byte[] first = [.. Enumerable.Range(0, 128 * 128).Select(_ => (byte)random.Next(256))];
        var second = first.ToArray();
        // All but the strips at the border and an eighth of the side in each corner.
        for (var y = 3; y < 125; y++)
            for (var x = 3; x < 125; x++)
                if (x is >= 16 and < 112 || y is >= 16 and < 112)
                    second[y * 128 + x] = 90;

        var same = ShortcutFeatures.Measure(family, Probed(first, 128, 128)).SequenceEqual(ShortcutFeatures.Measure(family, Probed(second, 128, 128)));
        Assert.True(same || family.Kind == ShortcutKind.Appearance);
    }

    internal static ProbedImage Probed(byte[] pixels, int width, int height, byte[]? file = null, string format = "png") => new(
        new ImageRecord("a", 0, null, ContentHash.Of(pixels), file?.Length ?? pixels.Length, new ImageHeader(format, width, height, 1)),
        file, new RawImage(width, height, 1, pixels));
}
