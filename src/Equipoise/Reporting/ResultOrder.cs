using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>What of a result stands where: the order of arms and fractions in every table and figure.</summary>
public static class ResultOrder
{
    extension(StudyResult result)
    {
        /// <summary>The planned arms: those without synthetic images first, else as the study lists them.</summary>
        public IReadOnlyList<string> ArmsInOrder() =>
            [.. result.Spec.Arms.Distinct().OrderBy(a => result.IsSynthetic(a) ? 1 : 0)];

        /// <summary>The arms that train on synthetic images.</summary>
        public IReadOnlyList<string> SyntheticArms() => [.. result.ArmsInOrder().Where(result.IsSynthetic)];

        /// <summary>Whether an arm trains on synthetic images.</summary>
        public bool IsSynthetic(string arm) => result.Spec.IsSynthetic(arm);

        /// <summary>The planned fractions, rising.</summary>
        public IReadOnlyList<double> FractionsInOrder() => [.. result.Spec.Fractions.Distinct().Order()];

        /// <summary>Finished cells of an arm at a fraction, by seed.</summary>
        public IReadOnlyList<CellResult> CellsOf(string arm, double fraction) =>
            [.. result.Cells.Where(c => c.Id.Arm == arm && c.Id.Fraction == fraction).OrderBy(c => c.Id.Seed)];

        public ArmSummary? SummaryOf(string arm, double fraction) =>
            result.Summaries.FirstOrDefault(s => s.Arm == arm && s.Fraction == fraction);

        /// <summary>An arm with synthetic images against the strongest without, or null.</summary>
        public Comparison? ComparisonOf(string arm, double fraction) =>
            result.Comparisons.FirstOrDefault(c => c.Arm == arm && c.Fraction == fraction);

        /// <summary>The arm without synthetic images that those with them are compared with at a fraction: the strongest on validation
        /// images. Null where nothing is compared.</summary>
        public ArmSummary? StrongestBaseline(double fraction) =>
            result.Comparisons.FirstOrDefault(c => c.Fraction == fraction) is { } comparison ? result.SummaryOf(comparison.Against, fraction) : null;

        /// <summary>Whether a published value stands beside any of ours.</summary>
        public bool HasPublished() => result.Summaries.Any(s => s.Published is not null);
    }
}
