namespace Equipoise.Data;

/// <summary>A file that was found and is not used.</summary>
/// <param name="Path">Its name within the source.</param>
/// <param name="Reason">Why.</param>
public sealed record Quarantined(string Path, string Reason);
