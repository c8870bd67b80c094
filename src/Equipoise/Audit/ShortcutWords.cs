using System.Globalization;

namespace Equipoise.Audit;

/// <summary>A finding in plain words.</summary>
internal static class ShortcutWords
{
    private const int MostNamed = 3;

    public static string Sentence(string subject, ShortcutKind kind, ShortcutLevel level, IReadOnlyList<ClassShortcut> classes)
    {
        var probed = classes.Where(c => c.Auc is not null).OrderByDescending(c => c.Low).ToList();
        if (probed.Count == 0)
            return $"No class has enough images to tell whether {subject} gives it away.";
        if (level == ShortcutLevel.None)
            return $"No class can be told from {subject} alone (highest: {Named(probed.MaxBy(c => c.Auc)!)}).{Doubt(probed)}";
        var told = probed.Where(c => c.Level == level).ToList();
        var verb = level == ShortcutLevel.Strong ? "can be told" : "can to some extent be told";
        return $"{Subjects(told, classes)} {verb} from {subject} alone{Area(told, classes)}{Consequence(kind)}";
    }

    /// <summary>Where all images are alike in it.</summary>
    public static string Alike(string subject) => $"Nothing is told by {subject}: the same for all images, or not known of any.";

    // The two classes of a pair are told from one another, with one and the same area.
    private static string Subjects(List<ClassShortcut> told, IReadOnlyList<ClassShortcut> classes) => classes.Count == 2
        ? $"Classes {classes[0].Class} and {classes[1].Class}"
        : told.Count == 1 ? $"Class {told[0].Class}" : $"Classes {List(told)}";

    private static string Area(List<ClassShortcut> told, IReadOnlyList<ClassShortcut> classes) =>
        classes.Count == 2 || told.Count == 1 ? $" (AUC {Interval(told[0])})" : "";

    private static string List(List<ClassShortcut> told)
    {
        var named = told.Take(MostNamed).Select(c => $"{c.Class} (AUC {Interval(c)})").ToList();
        if (told.Count > MostNamed)
            named.Add($"{told.Count - MostNamed} more");
        return $"{string.Join(", ", named.SkipLast(1))} and {named[^1]}";
    }

    private static string Consequence(ShortcutKind kind) => kind == ShortcutKind.Acquisition
        ? ": a classifier may learn where an image comes from instead of what it shows."
        : ". This may be the disease itself or how the images were made: "
            + "a classifier whose AUC is no higher may have learned no more than this.";

    private static string Doubt(List<ClassShortcut> probed) =>
        probed.Where(c => c.High > ShortcutLevels.Strong).Select(c => c.Class).ToList() is { Count: > 0 } unsure
            ? $" Too few images of {string.Join(", ", unsure.Take(MostNamed))} to rule it out."
            : "";

    private static string Named(ClassShortcut c) => $"{c.Class}, AUC {Interval(c)}";

    private static string Interval(ClassShortcut c) =>
        string.Create(CultureInfo.InvariantCulture, $"{c.Auc:0.00} [{c.Low:0.00}, {c.High:0.00}]");
}
