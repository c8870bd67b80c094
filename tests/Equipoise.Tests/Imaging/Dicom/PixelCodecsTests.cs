using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging.Dicom;

public class PixelCodecsTests
{
    private const string Rle = "1.2.840.10008.1.2.5", Baseline = "1.2.840.10008.1.2.4.50", Lossless = "1.2.840.10008.1.2.4.57";
    private static readonly ImageLimits Limits = new() { MinSide = 1 };

    [Fact]
    public void Stored_RleWordsInTwoSegments_HighBytesFirst()
    {
        // 0x0102 twice, 0x0304, 0x0305: a run and a literal in each segment, and a no-op.
        byte[] high = [0xFF, 1, 0x80, 1, 3, 3], low = [0xFF, 2, 1, 4, 5, 0];
        var file = new TestDicom { Syntax = Rle, Stored = 16, Rows = 2, Columns = 2 }.Compressed(RleFrame(high, low));
        Assert.Equal([0x0102, 0x0102, 0x0304, 0x0305], DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Decode_RleColours_OneSegmentEach()
    {
        var file = new TestDicom { Syntax = Rle, Photometric = "RGB", Components = 3, Allocated = 8, Stored = 8, Rows = 1, Columns = 2 }
            .Compressed(RleFrame([1, 10, 11, 0], [1, 20, 21, 0], [0xFF, 30]));
        Assert.Equal([10, 20, 30, 11, 21, 30], DicomImage.Decode(file, Limits).Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Stored_RleOfAnotherNumberOfSegments_Refused(int segments)
    {
        var frame = RleFrame([.. Enumerable.Repeat(new byte[] { 0xFF, 1 }, segments)]);
        var file = new TestDicom { Syntax = Rle, Rows = 1, Columns = 2 }.Compressed(frame);
        Assert.Contains($"{segments} RLE segments instead of 2", Assert.Throws<UnreadableImageException>(() => DicomImage.Stored(file, Limits)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Stored_LosslessJpegOfEveryPredictor_Exact(int predictor)
    {
        var random = new Random(predictor);
        int[] samples = [.. Enumerable.Range(0, 9 * 7).Select(_ => random.Next(65536))];
        var whole = new TestDicom { Syntax = Lossless, Stored = 16, Rows = 7, Columns = 9 };
        Assert.Equal(samples, DicomImage.Stored(whole.Compressed(LosslessJpeg.Encode(samples, 9, 7, 16, predictor)), Limits).Values);
        Assert.Equal(samples, DicomImage.Stored(whole.Compressed(LosslessJpeg.Encode(samples, 9, 7, 16, predictor, restartRows: 2)), Limits).Values);
    }

    [Fact]
    public void Stored_JpegOfAnotherSize_Refused()
    {
        var file = new TestDicom { Syntax = Baseline, Allocated = 8, Stored = 8, Rows = 16, Columns = 24 }.Compressed(Jpeg(16, 16));
        Assert.Contains("16 x 16", Assert.Throws<UnreadableImageException>(() => DicomImage.Stored(file, Limits)).Message);
    }

    [Fact]
    public void Stored_FragmentsOfTwoFrames_OnlyTheFirst()
    {
        var (first, second) = (Jpeg(16, 16), Jpeg(16, 16, 9));
        var image = new TestDicom { Syntax = Baseline, Allocated = 8, Stored = 8, Rows = 16, Columns = 16, Frames = "2" };
        var alone = DicomImage.Stored((image with { Frames = null }).Compressed(first), Limits).Values;
        byte[][] halves = [first[..100], first[100..]];
        Assert.Equal(alone, DicomImage.Stored(image.Compressed(first, second), Limits).Values);
        // Without offset table the end marker tells; with one its offsets do.
        Assert.Equal(alone, DicomImage.Stored(image.Compressed([.. halves, second]), Limits).Values);
        byte[] offsets = [0, 0, 0, 0, .. BitConverter.GetBytes(16 + first.Length)];
        Assert.Equal(alone, DicomImage.Stored(image.Header().Fragments(offsets, halves[0], halves[1], second).File(Baseline), Limits).Values);
    }

    [Fact]
    public void Decode_JfifCalledRgb_ConvertedAllTheSame()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Rgba8888));
        bitmap.Erase(new SKColor(200, 40, 30));
        var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100).ToArray();
        foreach (var photometric in new[] { "RGB", "YBR_FULL_422" })
        {
            var file = new TestDicom { Syntax = Baseline, Photometric = photometric, Components = 3, Allocated = 8, Stored = 8, Rows = 16, Columns = 16 }.Compressed(jpeg);
            var pixels = DicomImage.Decode(file, Limits).Pixels;
            Assert.InRange(pixels[0], 198, 202);
            Assert.InRange(pixels[1], 38, 42);
            Assert.InRange(pixels[2], 28, 32);
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless")]
    [InlineData("1.2.840.10008.1.2.4.201", "HTJ2K Lossless")]
    [InlineData("1.2.840.10008.1.2.4.102", "MPEG-4 AVC High")]
    [InlineData("1.2.3.4", "not known")]
    public void ReadHeader_SyntaxWithoutCodec_Named(string syntax, string name)
    {
        var file = new TestDicom { Syntax = syntax }.Compressed([1, 2, 3, 4]);
        var message = Assert.Throws<UnreadableImageException>(() => DicomImage.ReadHeader(file, Limits)).Message;
        Assert.Contains(name, message);
        Assert.DoesNotContain("1.2.", message);
    }

    private static byte[] RleFrame(params byte[][] segments)
    {
        var header = new byte[64];
        header[0] = (byte)segments.Length;
        var offset = 64;
        for (var i = 0; i < segments.Length; i++)
        {
            BitConverter.GetBytes(offset).CopyTo(header, 4 + 4 * i);
            offset += segments[i].Length;
        }
        return [.. header, .. segments.SelectMany(s => s)];
    }

    private static byte[] Jpeg(int width, int height, int seed = 7)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8));
        for (var i = 0; i < bitmap.ByteCount; i++)
            System.Runtime.InteropServices.Marshal.WriteByte(bitmap.GetPixels(), i, (byte)(i * seed % 251));
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
