using System.Globalization;
using System.Text;
using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using Equipoise.Evaluation.Memorisation;

namespace Equipoise.Evaluation;

/// <summary>A comparison for the terminal.</summary>
public static class EvaluationText
{
    /// <summary>A table per class; what speaks against a figure stands below it.</summary>
    public static string Of(EvaluationResult result)
    {
        var text = new StringBuilder();
        Line(text, $"Features: {result.Features}, images at {result.Resolution} x {result.Resolution} pixels");
        foreach (var c in result.Classes)
            Line(text, $"  {Printable.Name(c.Class),-20} {c.Real,7} real, {c.Synthetic,7} synthetic");
        foreach (var scope in result.Rows.GroupBy(r => r.Class))
        {
            var title = scope.Key is null ? "All classes, in equal mixture" : Printable.Name(scope.Key);
            Line(text, $"\n{title}: {scope.Max(r => r.Images)} images of either kind");
            Line(text, $"  {"",-18} {"best",6} {"synthetic",11} {"95 % interval",23} {"real against real",19}");
            foreach (var row in scope)
                Line(text, $"  {row.Name,-18} {Words(row.Best),6} {Number(row.Value),11} {Interval(row),23} {Perfect(row),19}");
            foreach (var caution in scope.Where(r => r.Caution is not null).GroupBy(r => r.Caution!, r => r.Name))
                Line(text, $"  {string.Join(", ", caution)}: {caution.Key}.");
        }
        if (result.Memorisation is { } memorisation)
            Copies(text, memorisation);
        if (result.Embedding is { } embedding)
            Line(text, $"\n{Map(embedding)}");
        return text.ToString().TrimEnd();
    }

    /// <summary>A figure with as many digits as tell something; nothing where there is none.</summary>
    public static string Number(double? value) => value switch
    {
        null => "",
        { } v when Math.Abs(v) is >= 0.001 and < 10 or 0 => v.ToString("F3", CultureInfo.InvariantCulture),
        { } v => v.ToString("G4", CultureInfo.InvariantCulture),
    };

    private static string Map(JointEmbedding map) => map.Images.Count == 0 ? map.Remark! : string.Create(CultureInfo.InvariantCulture,
        $"Embedding: {map.Images.Count} images, perplexity {map.Perplexity:0.##}, divergence {map.Divergence:F3}. {map.Remark}").TrimEnd();

    private static void Copies(StringBuilder text, MemorisationResult result)
    {
        Line(text, $"\nCopies: {result.Synthetic} synthetic images, {result.Training} that the generator was trained on, {result.HeldOut} real ones of other patients");
        Line(text, $"  {"",-18} {"",6} {"synthetic",11} {"95 % interval",23} {"without copying",19}");
        foreach (var f in result.Findings)
            Line(text, $"  {f.Name,-18} {(f.Suspected ? "!" : ""),6} {Number(f.Value),11} {(f.Interval is { } i ? $"{Number(i.Low)} to {Number(i.High)}" : ""),23} {Number(f.Expected),19}");
        foreach (var f in result.Findings)
            Line(text, $"  {f.Name}: {f.Verdict}");
        foreach (var n in result.Nearest.Where(n => n.Near).Take(5))
            Line(text, $"  {Printable.Name(n.Synthetic)} is near {Printable.Name(n.Training)} in features, {Printable.Name(n.PixelTraining)} in pixels");
    }

    private static string Words(Best best) => best switch { Best.Low => "low", Best.High => "high", _ => "one" };

    private static string Interval(MetricRow row) => row.Interval is { } i ? $"{Number(i.Low)} to {Number(i.High)}" : "";

    private static string Perfect(MetricRow row) =>
        $"{Number(row.RealAgainstReal)}{(row.RealImages > 0 && row.RealImages != row.Images ? $" ({row.RealImages})" : "")}";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
