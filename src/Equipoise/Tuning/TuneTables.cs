using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>The files that say how a search stands: <c>trials.csv</c>, <c>trials.jsonl</c>, and at its end <c>best.json</c>,
/// <c>learning-curves.csv</c> and <c>curve.csv</c>.</summary>
public static class TuneTables
{
    /// <summary>Writes the trials so far.</summary>
    public static void Write(TuneFolder folder, IReadOnlyList<TrialResult> trials)
    {
        AtomicFile.WriteText(folder.In("trials.csv"), Trials(trials));
        AtomicFile.WriteText(folder.In("trials.jsonl"), string.Concat(trials.Select(t => JsonSerializer.Serialize(t, Json.Line) + "\n")));
    }

    /// <summary>Writes what came of the search.</summary>
    public static void Write(TuneFolder folder, TuneResult result)
    {
        if (result.Best is { } best)
            AtomicFile.WriteText(folder.In("best.json"), Json.Write(Fragment(result, best)));
        AtomicFile.WriteText(folder.In("learning-curves.csv"), LearningCurves(result));
        if (result.Curves.Count > 0)
            AtomicFile.WriteText(folder.In("curve.csv"), Curves(result));
    }

    /// <summary>A part of a study file with the settings of a trial that are not the GAN's own defaults.</summary>
    public static JsonObject Fragment(TuneResult result, TrialResult trial)
    {
        var gan = result.Search.Gan;
        var defaults = GeneratorFolder.Settings(GeneratorCatalog.Resolve(gan, []));
        var own = GeneratorFolder.Settings(GeneratorCatalog.Resolve(gan, result.Study.Generator));
        foreach (var (name, value) in trial.Settings)
            own[name] = value?.DeepClone();
        var changed = own.Where(s => s.Value is not null && !JsonNode.DeepEquals(s.Value, defaults[s.Key]))
            .Select(s => KeyValuePair.Create(s.Key, s.Value?.DeepClone()));
        return new JsonObject { ["generator"] = new JsonObject { [gan] = new JsonObject(changed) } };
    }

    /// <summary>The objective of every trial by epoch.</summary>
    public static string LearningCurves(TuneResult result) => Csv.Write(
        ["trial", "epoch", "value"],
        result.Trials.SelectMany(t => t.Curve.Select(m => (IEnumerable<object?>)[t.Number, m.Epoch, m.Value])));

    /// <summary>The defaults on shares of the training images by epoch.</summary>
    public static string Curves(TuneResult result)
    {
        var published = result.Curves.Any(c => result.Published(c.Fraction).Count > 0);
        return Csv.Write(
            ["fraction", "images", "epoch", "value", .. published ? ["published"] : Array.Empty<string>()],
            from curve in result.Curves
            let others = result.Published(curve.Fraction)
            from epoch in curve.Curve.Select(m => m.Epoch).Union(others.Keys).Order()
            select (IEnumerable<object?>)
            [
                curve.Fraction, curve.Images, epoch, curve.Curve.FirstOrDefault(m => m.Epoch == epoch)?.Value,
                .. published ? [others.TryGetValue(epoch, out var value) ? value : null] : Array.Empty<object?>(),
            ]);
    }

    private static string Trials(IReadOnlyList<TrialResult> trials)
    {
        var searched = trials[0].Settings.Select(s => s.Key).ToList();
        return Csv.Write(
            ["trial", .. searched, "state", "epochs", "value", "value_per_seed", "reason"],
            trials.Select(t => (IEnumerable<object?>)
            [
                t.Number, .. searched.Select(s => t.Settings[s] is null ? null : SettingText.Of(t.Settings[s])),
                t.State.ToString().ToLowerInvariant(), t.Last?.Epoch, t.Last?.Value,
                string.Join(' ', t.PerSeed.Select(v => FormattableString.Invariant($"{v}"))), t.Reason,
            ]));
    }
}
