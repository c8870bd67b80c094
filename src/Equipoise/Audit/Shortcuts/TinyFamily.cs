using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>The image at 8 x 8 pixels: how the patient is placed, and large opacities.</summary>
[Named("tiny", "the image at 8 x 8 pixels")]
public sealed class TinyFamily : IShortcutFamily
{
    private const int Side = 8;

    public ShortcutKind Kind => ShortcutKind.Appearance;

    public string Subject => "a picture of 8 x 8 pixels";

    public int Width => Side * Side;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var pixels = Resampler.Resize(image.Reduced, Side, Side).Pixels;
        var mean = pixels.Average(p => p);
        var spread = Math.Sqrt(pixels.Average(p => (p - mean) * (p - mean)));
        // Brightness and contrast are another family's.
        for (var i = 0; i < features.Length; i++)
            features[i] = spread > 0 ? (pixels[i] - mean) / spread : 0;
    }
}
