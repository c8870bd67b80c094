namespace Equipoise.Imaging;

/// <summary>Decoded samples before any look-up table or window.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Components">1 or 3.</param>
/// <param name="Precision">Significant bits of a sample, 1 to 16.</param>
/// <param name="Signed">Whether samples may be negative.</param>
/// <param name="Values">[H,W,Components], interleaved.</param>
public sealed record Samples(int Width, int Height, int Components, int Precision, bool Signed, int[] Values);
