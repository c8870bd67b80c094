using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Studies;
using Equipoise.Tuning;

namespace Equipoise.Reporting;

/// <summary>What a search found, in words.</summary>
public static class TuneFindings
{
    /// <summary>A value of an objective as people read it; a dash where there is none.</summary>
    public static string Number(double? value) => EvaluationFindings.Number(value is { } v && double.IsFinite(v) ? v : null).Replace("E+0", "e");

    /// <summary>The answer.</summary>
    public static string Lead(TuneResult result)
    {
        var (name, defaults) = (result.Objective.Name, result.Default);
        if (result.Best is not { } best)
            return "No trial came to its end: there is nothing to recommend.";
        if (result.Trials.Count == 1)
            return $"With the defaults {name} is {Number(best.Last!.Value)} ({result.Objective.Direction}).";
        if (best.Number == 0)
            return $"No trial was better than the defaults: {name} {Number(best.Last!.Value)} ({result.Objective.Direction}).";
        var against = defaults.Last is { } last && defaults.State == TrialState.Finished
            ? $"against {Number(last.Value)} with the defaults" : "where the defaults failed";
        return $"{SettingText.Of(best.Settings)}: {name} {Number(best.Last!.Value)} {against} ({result.Objective.Direction}).";
    }

    /// <summary>What not to make of it; null where only one trial was measured.</summary>
    /// <param name="trials">How many were compared.</param>
    public static string? Caution(int trials) => trials < 2 ? null :
        $"The best of {Words.Count(trials, "trial")} looks better than it is: it is chosen by the measurement that praises it, luck of training included. "
        + "Several seeds for each trial (--seeds) leave less to luck. Whether it helps a classifier, a study tells, on test images that no trial has seen.";

    /// <summary>Why published values beside ours cannot be compared with them.</summary>
    public static string PublishedNote(TuneResult result) =>
        $"Published values: {result.Study.Published?.Source.TrimEnd('.')}. They are of Inception's features and of all classes together; ours are means over classes, in "
        + $"{result.Search.Features}, of other numbers of images. They are shown for orientation only.";

    /// <summary>On which images the objective was measured.</summary>
    public static string MeasuredOn(TuneResult result) =>
        result.Objective.ComparesImages && GeneratorCatalog.Resolve(result.Search.Gan, result.Study.Generator).MeasureOn == MeasureOn.Training ? "training" : "validation";

    /// <summary>The difference of the best to the defaults, seed by seed; null where there is one seed or nothing to compare.</summary>
    public static string? Paired(TuneResult result)
    {
        if (result.Best is not { Number: > 0, PerSeed.Count: > 1 } best || result.Default.PerSeed.Count != best.PerSeed.Count)
            return null;
        var better = best.PerSeed.Zip(result.Default.PerSeed).Count(p => result.Objective.Loss(p.First) < result.Objective.Loss(p.Second));
        return $"It was better than the defaults with {better} of {best.PerSeed.Count} seeds: "
            + $"{string.Join(", ", best.PerSeed.Select(v => Number(v)))} against {string.Join(", ", result.Default.PerSeed.Select(v => Number(v)))}.";
    }

    /// <summary>The trials from the best to the worst, those that came further first.</summary>
    public static IReadOnlyList<TrialResult> Ranked(TuneResult result) => TuneFigures.Ranked(result);

    /// <summary>In which order they are.</summary>
    public static string Order(TuneResult result) => result.Rungs.Count > 1
        ? "Those that were trained longest first, and the better ones first among these; what was stopped earlier was worse then."
        : "The best first.";

    /// <summary>What <c>best.json</c> holds.</summary>
    public static string BestJson(TuneResult result, TrialResult best) => Json.Write(TuneTables.Fragment(result, best)).TrimEnd();

    /// <summary>A study of these settings against none, with the seeds of the search: its test images are not among those that the search saw.</summary>
    public static string StudyCommand(TuneResult result)
    {
        var data = result.Study.Data.All(c => char.IsLetterOrDigit(c) || "/._:-".Contains(c)) ? result.Study.Data : $"'{result.Study.Data.Replace("'", "'\\''")}'";
        var resolution = result.Study.Resolution == new StudySpec().Resolution ? "" : $" --set resolution={result.Study.Resolution}";
        return $"equipoise study run best.json --data {data} --seeds {string.Join(',', result.Study.Seeds)}{resolution} --set 'arms=[\"none\",\"flips\",\"{result.Search.Gan}\"]'";
    }
}
