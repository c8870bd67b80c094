using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>Which arms differ. Nothing is chosen on test images.</summary>
public static class StudyComparisons
{
    private const double Level = 0.05;

    /// <summary>Every arm with synthetic images against the strongest without, which is chosen on validation images. Holm's correction is
    /// over all of these.</summary>
    public static IReadOnlyList<Comparison> ToStrongest(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        Of(spec, cells, f => f.Strongest() is { } strongest ? i => f.Arms[i][0].Synthetic ? strongest : null : _ => null);

    /// <summary>Every other arm against <c>none</c>. Holm's correction is over all of these.</summary>
    public static IReadOnlyList<Comparison> ToNone(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        Of(spec, cells, f => i => f.Find(ArmCatalog.None) is { } none && none != i ? none : null);

    /// <summary>Every arm with synthetic images against the same arm without: <c>dcgan+standard</c> against <c>standard</c>, <c>dcgan</c> against
    /// <c>none</c>. What the images add. Holm's correction is over all of these.</summary>
    public static IReadOnlyList<Comparison> ToSameWithout(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        Of(spec, cells, f => i => f.Arms[i][0].Synthetic ? f.Find(spec.Arm(f.Arms[i][0].Id.Arm).Remedy) : null);

    // Each arm of a fraction, by its number, against that which is named for it.
    private static IReadOnlyList<Comparison> Of(StudySpec spec, IReadOnlyList<CellResult> cells, Func<PairedCells, Func<int, int?>> against) =>
        Corrected(PairedCells.Of(spec, cells).SelectMany(f => Compare(spec, f, against(f))));

    private static IEnumerable<Comparison> Compare(StudySpec spec, PairedCells fraction, Func<int, int?> against)
    {
        var paired = new PairedComparison([.. fraction.Arms.Select(a => a.Select(c => c.Scores).ToList())], spec.Split.Test);
        for (var i = 0; i < fraction.Arms.Count; i++)
            if (against(i) is { } other)
            {
                var d = paired.Difference(i, other);
                yield return new Comparison(
                    fraction.Arms[i][0].Id.Arm, fraction.Fraction, fraction.Arms[other][0].Id.Arm, d.Difference, d.Low, d.High,
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
