using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>
/// Bytes per pixel, a family of its own: compression makes them depend on the detail of the image, which disease can add
/// to, so that they do not belong with what a header says.
/// </summary>
[Named("file-size", "bytes of the file per pixel")]
public sealed class FileSizeFamily : IShortcutFamily
{
    public ShortcutKind Kind => ShortcutKind.Appearance;

    public string Subject => "the size of the file per pixel";

    public int Width => 1;

    public void Measure(ProbedImage image, Span<double> features) =>
        features[0] = Math.Log((image.Record.Bytes + 1.0) / ((double)image.Header.Width * image.Header.Height));
}
