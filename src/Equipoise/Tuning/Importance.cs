using System.Text.Json.Nodes;

namespace Equipoise.Tuning;

/// <summary>
/// What each setting explains by itself: the correlation ratio of the trials' ranks, sum over groups of n_g (r_g - r)^2 over
/// the sum over trials of (r_i - r)^2, where a group is the trials with one value of the setting, or a quarter of them in the order of
/// a range's values. Ranks, with ties in the middle, keep a few wild trials from deciding; trials that failed share the worst. A setting
/// without effect gets (groups - 1) / (trials - 1) on average, so a share means something only where it is well above that. It sees
/// neither joint effects of settings nor, where the search went on with the better trials only, anything but the first rung.
/// </summary>
public static class Importance
{
    private const int Quarters = 4, FewestTrials = 4;

    /// <summary>The settings that were searched, the most important first; empty for fewer than 4 trials.</summary>
    /// <param name="values">The objective of each trial at the same epoch; NaN for one that failed.</param>
    public static IReadOnlyList<SettingImportance> Of(
        IReadOnlyList<Dimension> dimensions, IReadOnlyList<JsonObject> trials, IReadOnlyList<double> values, ObjectiveKind kind)
    {
        if (trials.Count < FewestTrials)
            return [];
        var ranks = Ranks([.. values.Select(v => double.IsNaN(v) ? double.PositiveInfinity : kind.Loss(v))]);
        return [.. dimensions.Select(d => Of(d, trials, values, ranks)).OrderByDescending(i => i.Share - i.ByChance)];
    }

    private static SettingImportance Of(Dimension dimension, IReadOnlyList<JsonObject> trials, IReadOnlyList<double> values, double[] ranks)
    {
        var groups = Groups(dimension, trials);
        var mean = ranks.Average();
        var total = ranks.Sum(r => (r - mean) * (r - mean));
        var between = groups.Sum(g => g.Members.Length * Math.Pow(g.Members.Average(i => ranks[i]) - mean, 2));
        return new(
            dimension.Setting, total > 0 ? between / total : 0, (groups.Count - 1.0) / (trials.Count - 1),
            [.. groups.Select(g => (g.Name, g.Members.Length, g.Members.Select(i => values[i]).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()))]);
    }

    private static List<(string Name, int[] Members)> Groups(Dimension dimension, IReadOnlyList<JsonObject> trials)
    {
        var numbers = Enumerable.Range(0, trials.Count);
        if (dimension is not RangeDimension)
        {
            var byValue = numbers.ToLookup(i => SettingText.Of(trials[i][dimension.Setting]));
            return [.. SettingText.Sort(byValue.Select(g => g.Key)).Select(v => (v, byValue[v].ToArray()))];
        }
        int[] ordered = [.. numbers.OrderBy(i => SettingText.Number(trials[i][dimension.Setting]))];
        return
        [
            .. Enumerable.Range(0, Quarters)
                .Select(q => ordered[(q * ordered.Length / Quarters)..((q + 1) * ordered.Length / Quarters)])
                .Select(m => ($"{SettingText.Of(trials[m[0]][dimension.Setting])} to {SettingText.Of(trials[m[^1]][dimension.Setting])}", m)),
        ];
    }

    private static double[] Ranks(double[] losses) =>
        [.. losses.Select(l => losses.Count(o => o < l) + (losses.Count(o => o == l) + 1) / 2.0)];
}
