using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>The image's size before anything is resized.</summary>
[Named("size", "width, height, aspect ratio and area before resizing")]
public sealed class SizeFamily : IShortcutFamily
{
    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the image's size";

    public int Width => 4;

    public void Measure(ProbedImage image, Span<double> features)
    {
        double width = image.Header.Width, height = image.Header.Height;
        features[0] = Math.Log(width);
        features[1] = Math.Log(height);
        features[2] = Math.Log(width / height);
        features[3] = Math.Log(width * height);
    }
}
