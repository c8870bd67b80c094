namespace Equipoise.Evaluation.Embedding;

/// <summary>An image laid out in the plane.</summary>
/// <param name="X">Its place; it has no unit.</param>
/// <param name="Y">The other coordinate.</param>
/// <param name="Class">Its class.</param>
/// <param name="Synthetic">Whether it is synthetic rather than real.</param>
/// <param name="Path">Its name within its source.</param>
public sealed record EmbeddedImage(double X, double Y, string Class, bool Synthetic, string Path);
