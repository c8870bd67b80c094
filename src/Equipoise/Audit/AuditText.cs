using System.Globalization;
using System.Text;

namespace Equipoise.Audit;

/// <summary>An audit for the terminal.</summary>
public static class AuditText
{
    private const int MostFiles = 20;

    /// <summary>Counts, warnings, shortcuts and unusable files.</summary>
    public static string Of(DataAudit audit)
    {
        var text = new StringBuilder().AppendLine(audit.Source);
        foreach (var c in audit.Classes)
            Line(text, $"  {c.Name,-20} {c.Images,7} images{(c.Patients is { } p ? $", {p} patients" : "")}{Parts(c)}; {Sides(c)}; {string.Join(", ", c.Formats.Keys)}, {string.Join(", ", c.ColourModels.Keys)}");
        Line(text, $"  imbalance {audit.Imbalance:F1} : 1; {Patients(audit)}; {audit.Copies.Surplus} surplus copies; {audit.Quarantine.Count} files cannot be used");
        text.AppendLine();
        foreach (var warning in audit.Warnings)
            Line(text, $"  {warning.Gravity.ToString().ToUpperInvariant(),-8} {warning.Sentence}");
        if (audit.Shortcuts.Findings.Count > 0)
            Shortcuts(text, audit);
        foreach (var q in audit.Quarantine.Take(MostFiles))
            Line(text, $"  {q.Path}: {q.Reason}");
        if (audit.Quarantine.Count > MostFiles)
            Line(text, $"  and {audit.Quarantine.Count - MostFiles} more; quarantine.csv lists all");
        return text.ToString().TrimEnd();
    }

    private static void Shortcuts(StringBuilder text, DataAudit audit)
    {
        text.AppendLine().AppendLine("  How well the class can be told (AUC; 0.5 is chance) from:");
        Line(text, $"  {"",-24}{string.Concat(audit.Classes.Select(c => $" {Short(c.Name),12}"))}");
        foreach (var f in audit.Shortcuts.Findings.OrderBy(f => f.Kind).ThenByDescending(f => f.MacroAuc))
            Line(text, $"  {f.Family + (f.Kind == ShortcutKind.Appearance ? " *" : ""),-24}{string.Concat(f.PerClass.Select(c => $" {c.Auc,12:F2}"))}");
        text.AppendLine("  * may also be told by the disease itself").AppendLine();
    }

    private static string Short(string name) => name.Length <= 12 ? name : name[..11] + "…";

    private static string Parts(ClassAudit c) =>
        c.Parts.Count == 0 ? "" : $" ({string.Join(", ", c.Parts.Select(p => $"{p.Value} {p.Key.ToString().ToLowerInvariant()}"))})";

    private static string Sides(ClassAudit c) =>
        string.Create(CultureInfo.InvariantCulture, $"{c.Width.Smallest:F0} to {c.Width.Largest:F0} x {c.Height.Smallest:F0} to {c.Height.Largest:F0} pixels");

    private static string Patients(DataAudit audit) =>
        audit.Patients.Known == 0 ? "no patients recognised" : $"{audit.Patients.Patients} patients recognised";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
