using System.Globalization;
using System.Text;
using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>A classifier's test scores for the terminal.</summary>
public static class DownstreamText
{
    private const int Width = 16;

    /// <summary>A row per class, the means below, and who was taken for whom.</summary>
    public static string Of(IReadOnlyList<string> classes, DownstreamScores scores)
    {
        var text = new StringBuilder();
        Line(text, $"{"",-Width} {"images",7} {"AUC",6} {"95 % interval",16} {"precision",10} {"sensitivity",12} {"Brier",6} {"calibration",12}");
        foreach (var (name, c) in classes.Zip(scores.PerClass))
            Line(text, $"{Name(name),-Width} {c.Images,7} {c.Auc,6:F3} {Interval(c),16} {c.AveragePrecision,10:F3} {c.Sensitivity,12:F3} {c.Brier,6:F3} {c.CalibrationError,12:F3}");
        Line(text, $"Macro AUC {scores.MacroAuc:F3}, mean average precision {scores.MacroAveragePrecision:F3}, balanced accuracy {scores.BalancedAccuracy:F3}, Brier score {scores.Brier:F3}");
        Line(text, $"Precision is the average over all thresholds, sensitivity that at {100 * DownstreamScores.Specificity:F0} % specificity, calibration the expected error.");
        Line(text, $"{"taken for",-Width} {string.Join(" ", classes.Select(c => $"{Name(c),Width}"))}");
        foreach (var (name, row) in classes.Zip(scores.Confusion))
            Line(text, $"{Name(name),-Width} {string.Join(" ", row.Select(n => $"{n,Width:F0}"))}");
        return text.ToString();
    }

    private static string Interval(ClassScores scores) => string.Create(CultureInfo.InvariantCulture, $"{scores.AucLow:F3} to {scores.AucHigh:F3}");

    private static string Name(string name)
    {
        var shown = Printable.Name(name);
        return shown.Length > Width ? $"{shown[..(Width - 1)]}…" : shown;
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
