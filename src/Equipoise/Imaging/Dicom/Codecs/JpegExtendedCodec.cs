using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>JPEG Extended, 8 or 12 bits. The transform is in floating point: samples may differ by one from other decoders'.</summary>
[Named("jpeg-extended", "8- or 12-bit DCT")]
internal sealed class JpegExtendedCodec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.4.51"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        var markers = JpegMarkers.Read(frame.Span).Require(pixel, 0xC0, 0xC1);
        return JpegColours.AsNamed(markers.Take(JpegSamples.Decode(frame, markers), pixel), markers, pixel);
    }
}
