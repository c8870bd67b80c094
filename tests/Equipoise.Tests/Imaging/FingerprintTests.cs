using System.Globalization;
using System.Numerics;
using Equipoise.Common;
using Equipoise.Data.Phantoms;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class FingerprintTests
{
    // SciPy's transform of an area average in floating point; ours rounds each coefficient to 1/127 of the largest.
    [Fact]
    public void Of_FormulaImages_AsSciPy()
    {
        var reference = ReferenceNumbers.Read("fingerprint.json");
        var cases = reference["images"]!.AsArray();
        var prints = cases.Select(c => Fingerprint.Of(Formula((int)c!["width"]!, (int)c["height"]!, (int)c["k"]!))).ToList();
        Assert.Equal(cases.Select(c => Bits(c!["hash"])), prints.Select(p => p.Hash));
        Assert.Equal(cases.Select(c => Bits(c!["mirrored"])), prints.Select(p => p.MirroredHash));
        for (var i = 0; i < prints.Count; i++)
            for (var j = 0; j < prints.Count; j++)
            {
                var (upright, mirrored) = prints[i].Similarity(prints[j]);
                Assert.Equal(reference["upright"]![i].Numbers()[j], upright, 0.005);
                Assert.Equal(reference["mirrored"]![i].Numbers()[j], mirrored, 0.005);
            }
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(9, 31)]
    [InlineData(640, 70)]
    [InlineData(1023, 333)]
    public void Of_AnySize_EqualsItselfAndItsMirrorImage(int width, int height)
    {
        var image = Formula(width, height, 3);
        var (print, flipped) = (Fingerprint.Of(image), Fingerprint.Of(PlantedCopies.Flip(image)));
        Assert.Equal(1, print.Similarity(Fingerprint.Of(image.Pixels, width, height)).Upright);
        Assert.Equal(1, print.Similarity(flipped).Mirrored);
        Assert.Equal(print.MirroredHash, flipped.Hash);
        Assert.Equal(print.Hash, flipped.MirroredHash);
    }

    [Fact]
    public void Similarity_TwoPhantoms_SymmetricAndFarFromOne()
    {
        var (a, b) = (Fingerprint.Of(Phantom(1)), Fingerprint.Of(Phantom(2)));
        Assert.Equal(a.Similarity(b), b.Similarity(a));
        Assert.InRange(a.Similarity(b).Upright, -0.95, 0.95);
    }

    [Fact]
    public void Of_BrightnessScaledOrShifted_NearlyTheSame()
    {
        var image = Phantom(1);
        var print = Fingerprint.Of(image);
        foreach (var curve in new Func<double, double>[] { p => p / 2, p => p / 2 + 100, p => 40 + 0.8 * p })
        {
            var changed = Fingerprint.Of(PlantedCopies.Map(image, curve));
            Assert.InRange(print.Similarity(changed).Upright, 0.999, 1);
            Assert.InRange(BitOperations.PopCount(print.Hash ^ changed.Hash), 0, 2);
        }
    }

    [Fact]
    public void Of_UpsideDownOrTurned_AnotherImage()
    {
        var image = Phantom(1);
        var upsideDown = image with { Pixels = [.. image.Pixels.Chunk(image.Width).Reverse().SelectMany(row => row)] };
        var (upright, mirrored) = Fingerprint.Of(image).Similarity(Fingerprint.Of(upsideDown));
        Assert.InRange(Math.Max(upright, mirrored), -1, 0.9);
    }

    [Fact]
    public void Of_Colour_AsItsLuma()
    {
        var grey = Phantom(1);
        var (hash, colour) = (Fingerprint.Of(grey), Fingerprint.Of(grey.WithChannels(3)));
        Assert.Equal(1, hash.Similarity(colour).Upright);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(255)]
    public void Of_ConstantImage_FlatAndEqualToExactCopiesOnly(byte grey)
    {
        var print = Fingerprint.Of(Constant(40, 30, grey));
        Assert.True(print.IsFlat);
        Assert.Equal((1, 1), print.Similarity(Fingerprint.Of(Constant(40, 30, grey))));
        Assert.Equal((0, 0), print.Similarity(Fingerprint.Of(Constant(30, 40, grey))));
        Assert.Equal((0, 0), print.Similarity(Fingerprint.Of(Constant(40, 30, (byte)(grey ^ 1)))));
        Assert.Equal((0, 0), print.Similarity(Fingerprint.Of(Phantom(1))));
    }

    // Nothing of them is left at the frequencies that count, so there is nothing to tell their likes apart by.
    [Fact]
    public void Of_FinestStripes_FlatAndEqualToExactCopiesOnly()
    {
        var stripes = new RawImage(128, 128, 1, [.. Enumerable.Range(0, 128 * 128).Select(i => (byte)(i % 2 * 255))]);
        var print = Fingerprint.Of(stripes);
        Assert.True(print.IsFlat);
        Assert.Equal((1, 1), print.Similarity(Fingerprint.Of(stripes)));
        Assert.Equal((0, 0), print.Similarity(Fingerprint.Of(PlantedCopies.Flip(stripes))));
    }

    [Fact]
    public void Of_TooSmall_Refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Fingerprint.Of(Constant(7, 100, 3)));

    [Fact]
    public void BoxAverage_WholeNumberOfPixelsPerCell_TheirMean()
    {
        var image = Formula(64, 96, 0);
        var cells = BoxAverage.Of(image.Pixels, 64, 96, 32);
        for (var i = 0; i < cells.Length; i++)
        {
            var (x, y) = (i % 32 * 2, i / 32 * 3);
            var sum = Enumerable.Range(0, 6).Sum(k => image.Pixels[(y + k / 2) * 64 + x + k % 2]);
            Assert.Equal(sum / 6.0, cells[i] / (double)BoxAverage.Scale, 0.5 / BoxAverage.Scale);
        }
    }

    private static RawImage Phantom(ulong seed) => PhantomRenderer.Draw(PhantomSampler.Draw(PhantomClass.Focal, new Seed(seed)), 96);

    private static RawImage Constant(int width, int height, byte grey) =>
        new(width, height, 1, [.. Enumerable.Repeat(grey, width * height)]);

    private static RawImage Formula(int width, int height, int k) => new(width, height, 1,
    [
        .. Enumerable.Range(0, width * height).Select(i => (X: i % width, Y: i / width))
            .Select(p => (byte)((p.X * (7 + k) + p.Y * 13 + p.X * p.Y % 31 * 5 + p.X / 5 * (p.Y / 7 + k) % 11 * 17) % 256)),
    ]);

    private static ulong Bits(System.Text.Json.Nodes.JsonNode? hex) =>
        ulong.Parse((string)hex!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
