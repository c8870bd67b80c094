namespace Equipoise.Audit;

/// <summary>How well the class can be told by one family of features.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="Summary">What it measures.</param>
/// <param name="Kind">Whether that can be the disease.</param>
/// <param name="PerClass">In label order.</param>
/// <param name="MacroAuc">The mean over the probed classes; null where there is none.</param>
/// <param name="Low">The mean of the lower ends: conservative, as if all classes erred together.</param>
/// <param name="High">The mean of the upper ends.</param>
/// <param name="Level">The highest of any class.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record ShortcutFinding(
    string Family, string Summary, ShortcutKind Kind, IReadOnlyList<ClassShortcut> PerClass,
    double? MacroAuc, double? Low, double? High, ShortcutLevel Level, string Sentence);
