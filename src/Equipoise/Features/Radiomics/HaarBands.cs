namespace Equipoise.Features.Radiomics;

/// <summary>
/// The high-pass bands of one level of the undecimated Haar wavelet, with filters (1, 1) / sqrt 2 and (1, -1) / sqrt 2 on a
/// pixel and the next, mirrored at the edges. The first letter is the filter along x, the second along y: LH answers to
/// horizontal edges.
/// </summary>
internal static class HaarBands
{
    public static (Plane LH, Plane HL, Plane HH) Of(Plane image)
    {
        var (lh, hl, hh) = (image.Empty(), image.Empty(), image.Empty());
        for (var y = 0; y < image.Height; y++)
        {
            var here = image.Row(y);
            var below = image.Row(Plane.Mirror(y + 1, image.Height));
            for (var x = 0; x < image.Width; x++)
            {
                var next = Plane.Mirror(x + 1, image.Width);
                var (a, b, c, d) = (here[x], here[next], below[x], below[next]);
                var at = y * image.Width + x;
                lh.Values[at] = (a - c + (b - d)) / 2;
                hl.Values[at] = (a - b + (c - d)) / 2;
                hh.Values[at] = (a - b - (c - d)) / 2;
            }
        }
        return (lh, hl, hh);
    }
}
