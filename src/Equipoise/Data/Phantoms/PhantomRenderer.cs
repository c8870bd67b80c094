using Equipoise.Imaging;

namespace Equipoise.Data.Phantoms;

/// <summary>
/// Draws a phantom as line integrals through simple shapes, whose edges are smooth and whose places do not depend on
/// the resolution: one set of factors gives the same picture at every size.
/// </summary>
public static class PhantomRenderer
{
    /// <summary>The smallest and largest side in pixels.</summary>
    public const int MinSize = 64, MaxSize = 256;

    /// <summary>Draws the image; a pure function, safe to call from several threads.</summary>
    /// <param name="factors">What to draw.</param>
    /// <param name="size">Width and height in pixels, 64 to 256.</param>
    /// <returns>[size,size,1] uint8; bright is dense, as radiographs are read.</returns>
    public static RawImage Draw(PhantomFactors factors, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, MinSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxSize);
        var oversampling = size < 128 ? 2 : 1;
        var canvas = new Canvas(factors, size * oversampling);
        return Average(Brightness(factors, canvas), size, oversampling);
    }

    /// <summary>How far each sample lies within the lungs, 0 to 1.</summary>
    /// <returns>[size,size], sampled at the pixels' centres.</returns>
    internal static double[] LungMask(PhantomFactors factors, int size)
    {
        var (canvas, lungs) = (new Canvas(factors, size), new Lungs(factors));
        var mask = new double[size * size];
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = canvas.ToPatient(i % size, i / size);
            mask[i] = Soft.Inside(lungs.Depth(x, y), Lungs.Softness);
        }
        return mask;
    }

    private static double[] Brightness(PhantomFactors factors, Canvas canvas)
    {
        var chest = new Chest(factors);
        var detector = new Detector(factors, canvas.Side);
        var vessels = new Vessels(factors).Draw(canvas);
        var samples = new double[canvas.Side * canvas.Side];
        for (var row = 0; row < canvas.Side; row++)
            for (var column = 0; column < canvas.Side; column++)
            {
                var i = row * canvas.Side + column;
                var (x, y) = canvas.ToPatient(column, row);
                var brightness = detector.Respond(chest.At(x, y, vessels[i]), canvas.Place(column), canvas.Place(row));
                samples[i] = PlantedShortcut.Over(factors.Shortcut, brightness, canvas.Place(column), canvas.Place(row));
            }
        return samples;
    }

    private static RawImage Average(double[] samples, int size, int block)
    {
        var pixels = new byte[size * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var sum = 0.0;
            for (var v = 0; v < block; v++)
                for (var u = 0; u < block; u++)
                    sum += samples[(i / size * block + v) * size * block + i % size * block + u];
            pixels[i] = (byte)(255 * sum / (block * block) + 0.5);
        }
        return new RawImage(size, size, 1, pixels);
    }
}
