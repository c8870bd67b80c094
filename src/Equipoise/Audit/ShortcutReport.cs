namespace Equipoise.Audit;

/// <summary>What the shortcut probe found.</summary>
/// <param name="Findings">One per family, by name; empty where fewer than two classes have images.</param>
/// <param name="Notes">What the reader should know of how it was done: classes too small, images left out.</param>
public sealed record ShortcutReport(IReadOnlyList<ShortcutFinding> Findings, IReadOnlyList<string> Notes);
