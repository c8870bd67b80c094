namespace Equipoise.Features.Radiomics;

/// <summary>The length of the gradient by central differences, mirrored at the edges, in grey per pixel.</summary>
internal static class GradientMagnitude
{
    public static Plane Of(Plane image)
    {
        var result = new Plane(image.Height, image.Width);
        for (var y = 0; y < image.Height; y++)
        {
            var above = image.Row(Plane.Mirror(y - 1, image.Height));
            var here = image.Row(y);
            var below = image.Row(Plane.Mirror(y + 1, image.Height));
            for (var x = 0; x < image.Width; x++)
            {
                var dx = (here[Plane.Mirror(x + 1, image.Width)] - here[Plane.Mirror(x - 1, image.Width)]) / 2;
                var dy = (below[x] - above[x]) / 2;
                result.Values[y * image.Width + x] = Math.Sqrt(dx * dx + dy * dy);
            }
        }
        return result;
    }
}
