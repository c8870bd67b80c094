using System.Text;
using System.Text.Json.Nodes;
using Equipoise.Reporting;
using Equipoise.Tuning;

namespace Equipoise.Cli;

/// <summary>A search's result in short, for the terminal and for <c>--json</c>.</summary>
internal sealed record TuneOutcome(
    string Gan, ObjectiveKind Objective, string? Features, int Trials, int Finished, int Failed, TrialResult? Best, TrialResult Defaults,
    JsonObject? BestSettings, IReadOnlyList<FractionCurve> Curves, string Answer, string Page)
{
    public static TuneOutcome Of(TuneFolder folder, TuneResult result) => new(
        result.Search.Gan, result.Objective, result.Search.Features, result.Trials.Count,
        result.Trials.Count(t => t.State == TrialState.Finished), result.Trials.Count(t => t.State == TrialState.Failed),
        result.Best, result.Default, result.Best is { } best ? TuneTables.Fragment(result, best) : null, result.Curves,
        TuneFindings.Lead(result), folder.In(TunePageFiles.Page));

    public override string ToString()
    {
        var text = new StringBuilder(Answer).AppendLine();
        if (TuneFindings.Caution(Trials) is { } caution)
            text.AppendLine(caution);
        foreach (var curve in Curves)
            text.AppendLine($"{Words.Percent(curve.Fraction)} of the training images ({Words.Count(curve.Images)}): "
                + (curve.Reason ?? string.Join(", ", curve.Curve.Select(m => $"epoch {m.Epoch} {TuneFindings.Number(m.Value)}"))));
        return text.Append($"Page: {Page}").ToString();
    }
}
