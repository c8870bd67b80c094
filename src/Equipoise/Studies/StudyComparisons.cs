using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>Which arms differ. Nothing is chosen on test images.</summary>
public static class StudyComparisons
{
    private const string None = "none";
    private const double Level = 0.05;

    /// <summary>Every arm with synthetic images against the strongest without, which is chosen on validation images. Holm's correction is
    /// over all of these.</summary>
    public static IReadOnlyList<Comparison> ToStrongest(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        Corrected(PairedCells.Of(spec, cells).SelectMany(f => f.Strongest() is { } i ? Compare(spec, f, i, a => a[0].Synthetic) : []));

    /// <summary>Every other arm against <c>none</c>. Holm's correction is over all of these.</summary>
    public static IReadOnlyList<Comparison> ToNone(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        Corrected(PairedCells.Of(spec, cells).SelectMany(f =>
            f.Arms.ToList().FindIndex(a => a[0].Id.Arm == None) is >= 0 and var i ? Compare(spec, f, i, a => a[0].Id.Arm != None) : []));

    private static IEnumerable<Comparison> Compare(StudySpec spec, PairedCells fraction, int against, Func<IReadOnlyList<CellResult>, bool> compared)
    {
        var paired = new PairedComparison([.. fraction.Arms.Select(a => a.Select(c => c.Scores).ToList())], spec.Split.Test);
        foreach (var i in Enumerable.Range(0, fraction.Arms.Count).Where(i => compared(fraction.Arms[i])))
        {
            var d = paired.Difference(i, against);
            yield return new Comparison(
                fraction.Arms[i][0].Id.Arm, fraction.Fraction, fraction.Arms[against][0].Id.Arm, d.Difference, d.Low, d.High,
                d.StandardError, d.DegreesOfFreedom, d.PValue, double.NaN, Verdict.Undecided);
        }
    }

    private static IReadOnlyList<Comparison> Corrected(IEnumerable<Comparison> comparisons)
    {
        var all = comparisons.ToList();
        return [.. all.Zip(Holm.Adjust([.. all.Select(c => c.PValue)]), (c, p) => c with { AdjustedPValue = p, Verdict = Judge(c.Difference, p) })];
    }

    private static Verdict Judge(double difference, double adjusted) =>
        !(adjusted < Level) ? Verdict.Undecided : difference > 0 ? Verdict.Helps : Verdict.Hurts;
}
