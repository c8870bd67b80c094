using Equipoise.Audit;
using Equipoise.Audit.Shortcuts;
using Equipoise.Common;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Audit.Shortcuts;

public class FamilyTests
{
    [Fact]
    public void Border_BlackBars_HaveTheirWidthAndShare()
    {
        var pixels = Noise(100, 100);
        for (var y = 0; y < 100; y++)
            pixels.AsSpan(y * 100, 7).Clear();
        var features = Measure(new BorderFamily(), pixels, 100);

        // Sides: top, bottom, left, right; each mean, spread, black, white, frame.
        Assert.Equal([0, 0, 0.07, 0], Enumerable.Range(0, 4).Select(side => features[5 * side + 4]));
        Assert.Equal((0, 0, 1), (features[10], features[11], features[12]));
        Assert.Equal(0, features[13]);
        Assert.InRange(features[15], 100, 155);
    }

    [Theory]
    [InlineData(220, 40, 1)]
    [InlineData(30, 200, 2)]
    public void Corners_ALetter_IsSeenInItsCornerWhateverTheSize(byte letter, byte ground, int feature)
    {
        foreach (var side in new[] { 64, 256, 1000 })
        {
            byte[] pixels = [.. Enumerable.Repeat(ground, side * side)];
            for (var y = side / 32; y < side / 10; y++)
                pixels.AsSpan(y * side + side - side / 12, side / 32).Fill(letter);
            var features = Measure(new CornersFamily(), pixels, side);

            // Corners: upper left, upper right, lower left, lower right.
            Assert.InRange(features[6 + feature], 0.05, 0.4);
            Assert.All(new[] { 0, 2, 3 }, corner => Assert.Equal(0, features[6 * corner + feature]));
        }
    }

    [Fact]
    public void Brightness_AStretchedHistogram_HasGapsAndAComb()
    {
        var smooth = Noise(128, 128).Select(v => (byte)(64 + v / 2)).ToArray();
        var plain = Measure(new BrightnessFamily(), smooth, 128);
        var stretched = Measure(new BrightnessFamily(), [.. smooth.Select(v => (byte)((v - 64) * 2))], 128);

        Assert.Equal((128, 0), (plain[3], plain[4]));
        Assert.InRange(stretched[4], 0.45, 0.55);
        Assert.True(stretched[5] > 5 * plain[5]);
        Assert.Equal((64, 191), (plain[6], plain[7]));
        Assert.Equal(smooth.Average(v => v), plain[0], 1e-9);
        Assert.Equal(smooth.Order().ElementAt(smooth.Length / 2 - 1), plain[13]);
    }

    [Fact]
    public void Sharpness_BlocksOfEight_AreSeen()
    {
        var noise = Noise(128, 128);
        byte[] blocks = [.. noise.Select((v, i) => (byte)(v / 16 + noise[i / 1024 * 1024 + i % 128 / 8 * 8] / 2))];

        Assert.InRange(Measure(new SharpnessFamily(), noise, 128)[6], -0.1, 0.1);
        Assert.True(Measure(new SharpnessFamily(), blocks, 128)[6] > 1);
        Assert.True(Measure(new SharpnessFamily(), blocks, 128)[12] > 1);
    }

    [Fact]
    public void Sharpness_AnEnlargedImage_HasLessAtHighFrequenciesAndAPeriod()
    {
        var original = new RawImage(128, 128, 1, Noise(128, 128));
        var enlarged = Resampler.Resize(new RawImage(85, 85, 1, Noise(85, 85)), 128, 128);
        var (before, after) = (Measure(new SharpnessFamily(), original.Pixels, 128), Measure(new SharpnessFamily(), enlarged.Pixels, 128));

        Assert.True(after[26] < before[26] - 1);
        Assert.True(after[8] > before[8] + 0.5);
        // 128 / 85 samples per pixel repeat with 85 / 128 cycles per pixel, seen at 43 / 128.
        Assert.Equal(43 / 128.0, after[9], 0.02);
    }

    [Fact]
    public void Sharpness_BrighterOrFlatter_StaysTheSame()
    {
        var noise = Noise(64, 64);
        var (even, half) = (noise.Select(v => (byte)(v / 4 * 4)).ToArray(), noise.Select(v => (byte)(v / 4 + 100)).ToArray());
        var (a, b) = (Measure(new SharpnessFamily(), even, 64), Measure(new SharpnessFamily(), half, 64));

        Assert.All(a.Zip(b), p => Assert.Equal(p.First, p.Second, 1e-2));
    }

    [Fact]
    public void Tiny_ExposureAndContrast_HaveNoPart()
    {
        byte[] ramp = [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i % 64 * 2))];
        var (a, b) = (Measure(new TinyFamily(), ramp, 64), Measure(new TinyFamily(), [.. ramp.Select(v => (byte)(v + 90))], 64));

        Assert.Equal(0, a.Average(), 1e-9);
        Assert.All(a.Zip(b), p => Assert.Equal(p.First, p.Second, 0.05));
    }

    [Fact]
    public void Jpeg_OfAPng_IsMissing() => Assert.All(
        ShortcutFeatures.Measure(new JpegFamily(), FamilyContractTests.Probed(new byte[64], 8, 8, TestImages.Png(0, 16, 1))), v => Assert.Equal(double.NaN, v));

    [Fact]
    public void DicomFamilies_AnotherFact_IsAnotherNumber()
    {
        var (format, view, patient) = (new FileFormatFamily(), new DicomViewFamily(), new DicomPatientFamily());
        var (one, other, none) = (
            Of(new DicomFacts { View = "AP", Age = 30, Sex = "F" }, "dicom"), Of(new DicomFacts { View = "PA", Age = 60, Sex = "M" }, "dicom"), Of(null, "png"));
        Assert.NotEqual(ShortcutFeatures.Measure(format, one)[0], ShortcutFeatures.Measure(format, none)[0]);
        Assert.Equal(ShortcutFeatures.Measure(format, one), ShortcutFeatures.Measure(format, other));
        Assert.NotEqual(ShortcutFeatures.Measure(view, one)[1], ShortcutFeatures.Measure(view, other)[1]);
        Assert.Equal(30, ShortcutFeatures.Measure(patient, one)[0]);
        Assert.NotEqual(ShortcutFeatures.Measure(patient, one)[1], ShortcutFeatures.Measure(patient, other)[1]);
        Assert.All([.. ShortcutFeatures.Measure(view, none), .. ShortcutFeatures.Measure(patient, none)], v => Assert.Equal(double.NaN, v));
    }

    [Fact]
    public void BorderAndCorners_SmallPicture_Missing()
    {
        Assert.All([.. Measure(new BorderFamily(), Noise(28, 28), 28), .. Measure(new CornersFamily(), Noise(28, 28), 28)], v => Assert.Equal(double.NaN, v));
        Assert.All([.. Measure(new BorderFamily(), Noise(64, 64), 64), .. Measure(new CornersFamily(), Noise(64, 64), 64)], v => Assert.NotEqual(double.NaN, v));
    }

    private static ProbedImage Of(DicomFacts? facts, string format)
    {
        var image = FamilyContractTests.Probed(new byte[64], 8, 8);
        return image with { Record = image.Record with { Header = image.Header with { Format = format, Dicom = facts } } };
    }

    private static double[] Measure(IShortcutFamily family, byte[] pixels, int side) =>
        ShortcutFeatures.Measure(family, FamilyContractTests.Probed(pixels, side, pixels.Length / side));

    private static byte[] Noise(int width, int height)
    {
        var pixels = new byte[width * height];
        new Seed(8).Random().NextBytes(pixels);
        return pixels;
    }
}
