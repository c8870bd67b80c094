namespace Equipoise.Audit;

/// <summary>How well one class can be told from all others by one family of features.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Images">Images of it that were used.</param>
/// <param name="Groups">Patients (or groups of like images) of it among them.</param>
/// <param name="Auc">One-vs-rest area under the curve of held-out images; null for a class too small to probe.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">The verdict.</param>
public sealed record ClassShortcut(string Class, int Images, int Groups, double? Auc, double? Low, double? High, ShortcutLevel Level);

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

/// <summary>What the shortcut probe found.</summary>
/// <param name="Findings">One per family, by name; empty where fewer than two classes have images.</param>
/// <param name="Notes">What the reader should know of how it was done: classes too small, images left out.</param>
public sealed record ShortcutReport(IReadOnlyList<ShortcutFinding> Findings, IReadOnlyList<string> Notes);
