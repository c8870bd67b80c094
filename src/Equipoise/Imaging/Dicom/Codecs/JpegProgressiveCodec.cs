using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>The retired progressive syntaxes, grey only: JPEG Spectral Selection and Full Progression.</summary>
[Named("jpeg-progressive", "8- or 12-bit DCT in several scans")]
internal sealed class JpegProgressiveCodec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        var markers = JpegMarkers.Read(frame.Span).Require(pixel, 0xC2);
        return markers.Components == 1
            ? markers.Take(JpegSamples.Decode(frame, markers), pixel)
            : throw new UnreadableImageException("progressive JPEG with colours cannot be read");
    }
}
