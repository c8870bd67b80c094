using System.Globalization;
using System.Text;
using Equipoise.Reporting;
using Equipoise.Studies;

namespace Equipoise.Cli;

/// <summary>A study's result in short, for the terminal and for <c>--json</c>.</summary>
internal sealed record StudyOutcome(
    string Name, int CellsDone, int CellsPlanned, IReadOnlyList<ArmSummary> Arms, IReadOnlyList<Comparison> Comparisons,
    IReadOnlyList<Comparison> ComparisonsToSameWithout, IReadOnlyList<Comparison> ComparisonsToNone, string? AgainstSameWithout, string? AgainstNone, IReadOnlyList<CellOutcome> Cells, string Report)
{
    public static StudyOutcome Of(StudyFolder folder, StudyResult result) => new(
        result.Spec.Name, result.Cells.Count, result.PlannedCells, result.Summaries, result.Comparisons, result.ComparisonsToSameWithout, result.ComparisonsToNone,
        Findings.AgainstSameWithout(result), Findings.AgainstNone(result), [.. result.Cells.Select(c => new CellOutcome(c.Id.Arm, c.Id.Fraction, c.Id.Seed, c.RealPerClass, c.SyntheticPerClass, c.MacroAuc, c.AucPerClass))],
        folder.Report);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var fraction in Arms.GroupBy(a => a.Fraction))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Macro AUC with {fraction.Key:P0} of the training images:");
            foreach (var arm in fraction)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {arm.Arm,-16} {arm.MacroAuc:F3}  [{arm.Low:F3}, {arm.High:F3}]");
            foreach (var c in Comparisons.Where(c => c.Fraction == fraction.Key))
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"  {c.Arm} against {c.Against}: {c.Difference:+0.000;-0.000} [{c.Low:+0.000;-0.000}, {c.High:+0.000;-0.000}], corrected p {c.AdjustedPValue:F3}: {c.Verdict.ToString().ToLowerInvariant()}");
        }
        foreach (var sentence in new[] { AgainstSameWithout, AgainstNone }.OfType<string>())
            text.AppendLine(sentence);
        return text.Append($"Report: {Report}").ToString();
    }
}

/// <summary>One cell's result.</summary>
internal sealed record CellOutcome(
    string Arm, double Fraction, int Seed, IReadOnlyList<int> RealPerClass, IReadOnlyList<int> SyntheticPerClass, double MacroAuc, IReadOnlyList<double> AucPerClass);
