using Equipoise.Common;
using Equipoise.Imaging.Jpeg2000;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>JPEG 2000, lossless or not.</summary>
[Named("jpeg-2000", "Wavelets")]
internal sealed class Jpeg2000Codec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        var samples = Jpeg2000Decoder.Decode(frame, pixel.Pixels);
        if (samples.Width != pixel.Columns || samples.Height != pixel.Rows || samples.Components != pixel.Components)
            throw new UnreadableImageException(
                $"damaged: {samples.Width} x {samples.Height} x {samples.Components} JPEG 2000 samples where the header says "
                + $"{pixel.Columns} x {pixel.Rows} x {pixel.Components}");
        return samples.Signed == pixel.Signed ? samples : Reinterpreted(samples, pixel.Signed);
    }

    // Some writers declare two's complement in the header and unsigned numbers in the stream, or the reverse.
    private static Samples Reinterpreted(Samples samples, bool signed)
    {
        var (sign, mask) = (signed ? 1 << (samples.Precision - 1) : 0, (1 << samples.Precision) - 1);
        for (var i = 0; i < samples.Values.Length; i++)
            samples.Values[i] = ((samples.Values[i] & mask) ^ sign) - sign;
        return samples with { Signed = signed };
    }
}
