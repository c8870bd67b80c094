using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>JPEG Lossless: process 14 with any predictor, and with the first (SV1).</summary>
[Named("jpeg-lossless", "Predictive Huffman coding")]
internal sealed class JpegLosslessCodec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        var markers = JpegMarkers.Read(frame.Span).Require(pixel, 0xC3);
        return markers.Subsampled && markers.Components > 1
            ? throw new UnreadableImageException("JPEG Lossless with subsampled components cannot be read")
            : markers.Take(JpegLossless.Decode(frame.Span, markers), pixel);
    }
}
