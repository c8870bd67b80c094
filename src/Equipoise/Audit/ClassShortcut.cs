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
