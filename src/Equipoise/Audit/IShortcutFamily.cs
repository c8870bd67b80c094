namespace Equipoise.Audit;

/// <summary>
/// Features of one kind that can be measured without knowing what the image shows. Variants stand in <c>Shortcuts/</c>, one
/// file each; they hold no state and are called from several threads.
/// </summary>
public interface IShortcutFamily
{
    /// <summary>Whether the features can carry the disease.</summary>
    ShortcutKind Kind { get; }

    /// <summary>What the features describe, as it stands in "can be told from ... alone".</summary>
    string Subject { get; }

    /// <summary>Features per image.</summary>
    int Width { get; }

    /// <summary>Measures an image. Must not throw, whatever the file holds.</summary>
    /// <param name="features">
    /// [Width], all NaN at first; NaN stays where a feature is missing. Words go in as <see cref="Category"/>.
    /// </param>
    void Measure(ProbedImage image, Span<double> features);
}
