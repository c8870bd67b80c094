using Equipoise.Evaluation;

namespace Equipoise.Reporting;

/// <summary>How a figure of synthetic images stands to what real images get.</summary>
public enum Standing
{
    /// <summary>There are too few images to say.</summary>
    Unknown,

    /// <summary>Better than what real images get, or no clearer of it than two estimates of the same may be.</summary>
    AsReal,

    /// <summary>The whole interval, made twice as wide, lies on the worse side of what real images get.</summary>
    Worse,
}

/// <summary>What is to be said of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Judged">Figures that have an interval and something to stand it beside.</param>
/// <param name="Worse">How many of these are clearly worse, the clearest first.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record ClassFinding(string Class, int Judged, IReadOnlyList<MetricRow> Worse, string Sentence)
{
    /// <summary>Of the class as a whole.</summary>
    public Standing Standing => Judged == 0 ? Standing.Unknown : Worse.Count > 0 ? Standing.Worse : Standing.AsReal;
}

/// <summary>What a comparison says, in words.</summary>
public static class EvaluationFindings
{
    private const int Named = 3, Few = 50;

    // What real images get is an estimate too, and the clearest of ten figures is looked at: the root of 2 for the former, and
    // Bonferroni's 2.8 rather than 2 standard errors for the latter.
    private const double Widening = 2;

    /// <summary>A figure as people read it, with a minus that is one; a dash where there is none.</summary>
    public static string Number(double? value) => value is null ? "–" : EvaluationText.Number(value).Replace('-', '\u2212');

    /// <summary>How a figure stands to real against real.</summary>
    public static Standing Of(MetricRow row)
    {
        if (row is not { Value: { } value, Interval: { } interval, RealAgainstReal: { } real })
            return Standing.Unknown;
        var (low, high) = (value - Widening * (value - interval.Low), value + Widening * (interval.High - value));
        var worse = row.Best switch
        {
            Best.Low => low > real,
            Best.High => high < real,
            _ => (real < low || real > high) && Math.Abs(value - 1) > Math.Abs(real - 1),
        };
        return worse ? Standing.Worse : Standing.AsReal;
    }

    /// <summary>Every class, the worst first.</summary>
    public static IReadOnlyList<ClassFinding> PerClass(EvaluationResult result) =>
    [
        .. result.Rows.Where(r => r.Class is not null).GroupBy(r => r.Class!).Select(Of)
            .OrderByDescending(f => f.Judged > 0 ? f.Worse.Count / (double)f.Judged : -1).ThenByDescending(f => f.Worse.Sum(Clarity)),
    ];

    /// <summary>All classes in one sentence.</summary>
    public static string Lead(EvaluationResult result)
    {
        var findings = PerClass(result);
        string[] worse = [.. findings.Where(f => f.Standing == Standing.Worse).Select(f => f.Class)];
        if (findings.All(f => f.Standing == Standing.Unknown))
            return "There are too few images to tell synthetic from real ones.";
        if (worse.Length == 0)
            return "No figure tells the synthetic images from real ones.";
        var most = worse.Length > 1 ? $", most in {worse[0]}" : "";
        return worse.Length == findings.Count && worse.Length > 1
            ? $"The synthetic images differ clearly from real ones in every class{most}."
            : $"The synthetic images differ clearly from real ones in {Words.List(worse)}{most}.";
    }

    private static ClassFinding Of(IGrouping<string, MetricRow> rows)
    {
        MetricRow[] judged = [.. rows.Where(r => Of(r) != Standing.Unknown)];
        MetricRow[] worse = [.. judged.Where(r => Of(r) == Standing.Worse).OrderByDescending(Clarity)];
        return new(rows.Key, judged.Length, worse, Sentence(rows.Max(r => r.Images), judged.Length, worse));
    }

    private static string Sentence(int images, int judged, MetricRow[] worse)
    {
        if (judged == 0)
            return images == 0 ? "no synthetic images were made, or none could be compared." : $"{Words.Count(images, "image")} of either kind are too few to say.";
        var hint = images < Few ? $" {Words.Count(images, "image")} of either kind are no more than a hint." : "";
        if (worse.Length == 0)
            return $"None of {Words.Count(judged, "figure")} is clearly worse than what real images get.{hint}";
        var examples = string.Join(", ", worse.Take(Named).Select(r =>
            $"{r.Name} {Number(r.Value)} where real images get {Number(r.RealAgainstReal)}"));
        return $"{worse.Length} of {Words.Count(judged, "figure")} {(worse.Length == 1 ? "is" : "are")} clearly worse than what real images get: "
            + $"{examples}{(worse.Length > Named ? " and others" : "")}.{hint}";
    }

    // How many half widths of the interval lie between the estimate and what real images get.
    private static double Clarity(MetricRow row) => row is { Value: { } value, Interval: { } interval, RealAgainstReal: { } real }
        ? Math.Abs(value - real) / Math.Max(1e-12, (interval.High - interval.Low) / 2)
        : 0;
}
