using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>How well each arm did, over seeds.</summary>
public static class StudySummary
{
    private const int Resamples = 200;

    /// <summary>Means over seeds with intervals.</summary>
    /// <param name="cells">Finished cells; an arm is summarised over the seeds that all arms of its fraction have finished.</param>
    public static IReadOnlyList<ArmSummary> Of(StudySpec spec, IReadOnlyList<CellResult> cells) =>
        [.. PairedCells.Of(spec, cells).SelectMany(f => OfFraction(spec, f))];

    private static IEnumerable<ArmSummary> OfFraction(StudySpec spec, PairedCells fraction)
    {
        List<List<IReadOnlyList<ScoredImage>>> scores = [.. fraction.Arms.Select(a => a.Select(c => c.Scores).ToList())];
        var auc = new PairedComparison(scores, spec.Split.Test);
        var bootstrap = new PatientBootstrap(
            scores, Resamples, spec.Split.Test, new Seed(0).For("bootstrap").For(CellId.FractionName(fraction.Fraction)));
        var others = ReportedScores.All.Select(s => (s.Name, Means: bootstrap.Means(s.Score).Select(e => e.Within(0, s.Most)).ToList())).ToList();
        return fraction.Arms.Select((cells, i) =>
        {
            var (id, mean) = (cells[0].Id, auc.Mean(i));
            return new ArmSummary(
                id.Arm, id.Fraction, cells.Count, mean.Value, mean.Low, mean.High,
                [.. cells[0].AucPerClass.Select((_, k) => cells.Average(c => c.AucPerClass[k]))],
                others.ToDictionary(o => o.Name, o => o.Means[i]), spec.Published?.For(id.Arm, id.Fraction))
            { Validation = PairedCells.Validation(cells) };
        });
    }
}
