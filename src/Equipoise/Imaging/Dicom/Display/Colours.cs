namespace Equipoise.Imaging.Dicom.Display;

/// <summary>Colour samples as red, green and blue of 8 bits.</summary>
internal static class Colours
{
    /// <param name="samples">[H,W,3].</param>
    /// <param name="photometric">What they mean; JPEG 2000's own colour transforms are undone by its decoder.</param>
    public static RawImage Render(Samples samples, Photometric photometric)
    {
        if (photometric is Photometric.YbrFull or Photometric.YbrFull422)
            ToRgb(samples);
        var max = (1 << samples.Precision) - 1;
        var pixels = new byte[samples.Values.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)((Math.Clamp(samples.Values[i], 0, max) * 255 + max / 2) / max);
        return new RawImage(samples.Width, samples.Height, 3, pixels);
    }

    /// <summary>Converts full-range YCbCr to RGB in place (PS3.3, C.7.6.3.1.2; ITU-R BT.601).</summary>
    public static void ToRgb(Samples samples)
    {
        var (values, max) = (samples.Values, (1 << samples.Precision) - 1);
        var middle = 1 << (samples.Precision - 1);
        int Clip(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), 0, max);
        for (var i = 0; i + 2 < values.Length; i += 3)
        {
            var (y, cb, cr) = (values[i], values[i + 1] - middle, values[i + 2] - middle);
            values[i] = Clip(y + 1.402 * cr);
            values[i + 1] = Clip(y - (0.114 * 1.772 * cb + 0.299 * 1.402 * cr) / 0.587);
            values[i + 2] = Clip(y + 1.772 * cb);
        }
    }
}
