using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>From cells to what one may say of arms.</summary>
public static class StudySummary
{
    private const int Replicates = 2000;

    /// <summary>Arms over seeds with intervals, and each arm with synthetic images against the strongest without.</summary>
    /// <param name="cells">Finished cells; an arm is summarised over the seeds that all arms of its fraction have finished.</param>
    public static (IReadOnlyList<ArmSummary> Summaries, IReadOnlyList<Comparison> Comparisons) Of(StudySpec spec, IReadOnlyList<CellResult> cells)
    {
        var (summaries, comparisons) = (new List<ArmSummary>(), new List<Comparison>());
        foreach (var fraction in spec.Fractions)
        {
            var arms = spec.Arms.Select(a => cells.Where(c => c.Id.Arm == a && c.Id.Fraction == fraction).ToList()).Where(a => a.Count > 0).ToList();
            var seeds = spec.Seeds.Where(s => arms.All(a => a.Any(c => c.Id.Seed == s))).ToList();
            if (arms.Count == 0 || seeds.Count == 0)
                continue;
            var paired = arms.Select(a => seeds.Select(s => a.Single(c => c.Id.Seed == s)).ToList()).ToList();
            var bootstrap = new PairedBootstrap(
                [.. paired.Select(a => a.Select(c => c.Scores).ToList())], ScoredImages.MacroAuc, Replicates, new Seed(0).For("bootstrap").For(CellId.FractionName(fraction)));
            var ofFraction = paired.Select((a, i) => Summary(spec, a, bootstrap.Interval(i))).ToList();
            summaries.AddRange(ofFraction);
            comparisons.AddRange(Compare(paired, ofFraction, bootstrap));
        }
        return (summaries, comparisons);
    }

    private static ArmSummary Summary(StudySpec spec, List<CellResult> cells, (double Low, double High) interval)
    {
        var id = cells[0].Id;
        return new ArmSummary(
            id.Arm, id.Fraction, cells.Count, cells.Average(c => c.MacroAuc), interval.Low, interval.High,
            [.. cells[0].AucPerClass.Select((_, k) => cells.Average(c => c.AucPerClass[k]))],
            spec.Published?.For(id.Arm, id.Fraction));
    }

    private static IEnumerable<Comparison> Compare(List<List<CellResult>> arms, List<ArmSummary> summaries, PairedBootstrap bootstrap)
    {
        var all = Enumerable.Range(0, arms.Count).ToList();
        var real = all.Where(i => !arms[i][0].Synthetic).ToList();
        if (real.Count == 0)
            yield break;
        var strongest = real.MaxBy(i => summaries[i].MacroAuc);
        foreach (var i in all.Except(real))
        {
            var (low, high) = bootstrap.DifferenceInterval(i, strongest);
            yield return new Comparison(
                summaries[i].Arm, summaries[i].Fraction, summaries[strongest].Arm, summaries[i].MacroAuc - summaries[strongest].MacroAuc,
                low, high, low > 0 ? Verdict.Helps : high < 0 ? Verdict.Hurts : Verdict.Undecided);
        }
    }
}
