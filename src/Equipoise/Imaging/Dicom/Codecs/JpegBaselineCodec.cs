using Equipoise.Common;
using SkiaSharp;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>
/// JPEG Baseline. Grey goes through Skia, whose libjpeg has the same integer transform as other DICOM libraries; colour does not,
/// because Skia would convert it, and only the DICOM header says from what.
/// </summary>
[Named("jpeg-baseline", "8-bit DCT")]
internal sealed class JpegBaselineCodec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.4.50"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        var markers = JpegMarkers.Read(frame.Span).Require(pixel, 0xC0, 0xC1);
        return markers.Components == 1 && markers.Precision == 8
            ? markers.Take(Grey(frame, markers), pixel)
            : JpegColours.AsNamed(markers.Take(JpegSamples.Decode(frame, markers), pixel), markers, pixel);
    }

    private static int[] Grey(ReadOnlyMemory<byte> frame, JpegMarkers markers)
    {
        using var data = SKData.CreateCopy(frame.Span);
        using var codec = SKCodec.Create(data) ?? throw new UnreadableImageException(DicomImage.Damaged);
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(markers.Width, markers.Height, SKColorType.Gray8, SKAlphaType.Opaque)))
            throw new UnreadableImageException("no memory for the image", new OutOfMemoryException());
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            throw new UnreadableImageException(DicomImage.Damaged);
        var values = new int[markers.Width * markers.Height];
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < markers.Height; y++)
            for (var x = 0; x < markers.Width; x++)
                values[y * markers.Width + x] = pixels[y * bitmap.RowBytes + x];
        return values;
    }
}
