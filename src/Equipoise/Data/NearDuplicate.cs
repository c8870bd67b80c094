namespace Equipoise.Data;

/// <summary>Two images of which one is very likely a copy of the other.</summary>
/// <param name="A">The number of the earlier image.</param>
/// <param name="B">The number of the later one.</param>
/// <param name="Similarity">The correlation of their fingerprints, at most 1.</param>
/// <param name="Mirrored">Whether they agree better with one of them mirrored left to right.</param>
public sealed record NearDuplicate(int A, int B, double Similarity, bool Mirrored);
