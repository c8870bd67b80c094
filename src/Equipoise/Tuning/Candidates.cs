using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>The trials of a search: the defaults first, then what the method proposes, none twice.</summary>
public static class Candidates
{
    // Draws for each candidate that is wanted: enough to find nearly all of a small space.
    private const int MostDraws = 100;

    private const int MostSaid = 8;

    /// <param name="own">All settings of the GAN that trials start from.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="UserException">Settings that the GAN cannot take, a grid over a range, or fewer candidates than wanted.</exception>
    public static IReadOnlyList<Trial> Of(SearchSpace space, TuneSettings settings, JsonObject own, Seed seed)
    {
        var searched = space.Dimensions.Select(d => d.Setting).ToList();
        var trials = new List<Trial> { Resolve(0, settings.Gan, own, [], searched) with { Proposed = false } };
        if (searched.Count == 0)
            return trials;
        var (wanted, problems) = (settings.WantedTrials, new HashSet<string>());
        var numbers = new Dictionary<string, int> { [trials[0].Settings.ToJsonString()] = 0 };
        foreach (var proposed in settings.Method == SearchMethod.Grid ? Grid(space) : Draws(space, wanted, seed.Random()))
            try
            {
                if (trials.Count(t => t.Proposed) == wanted && settings.Method != SearchMethod.Grid)
                    break;
                var trial = Resolve(trials.Count, settings.Gan, own, proposed, searched);
                if (numbers.TryAdd(trial.Settings.ToJsonString(), trial.Number))
                    trials.Add(trial);
                else if (numbers[trial.Settings.ToJsonString()] == 0)
                    trials[0] = trials[0] with { Proposed = true };
            }
            catch (UserException e)
            {
                problems.Add(e.What);
            }
        if (problems.Count > 0)
            throw UserException.Usage(
                $"The search space holds settings that {settings.Gan} cannot take:\n  {string.Join("\n  ", problems.Take(MostSaid))}",
                "Take these values out of the space.");
        if (settings.Method != SearchMethod.Grid && trials.Count(t => t.Proposed) < wanted)
            throw UserException.Usage(
                $"--trials asks for {wanted} different candidates; the space gave {trials.Count(t => t.Proposed)}.",
                "Ask for fewer, widen the space, or take --method grid for every combination.");
        return trials;
    }

    private static IEnumerable<JsonObject> Grid(SearchSpace space)
    {
        if (space.Dimensions.OfType<RangeDimension>().ToList() is { Count: > 0 } ranges)
            throw UserException.Usage(
                $"A grid needs lists, but {string.Join(", ", ranges.Select(r => $"'{r.Setting}'"))} has a range; the lists alone give {space.CombinationsOfLists} combination(s).",
                "List some values of it, or take --method random or asha.");
        return space.Dimensions.Cast<ListDimension>().Aggregate(
            (IEnumerable<JsonObject>)[[]], (begun, d) => begun.SelectMany(_ => d.Values, (b, v) => With(b, d.Setting, v)));
    }

    private static IEnumerable<JsonObject> Draws(SearchSpace space, int wanted, SplitMix random)
    {
        for (var i = 0; i < MostDraws * wanted; i++)
            yield return space.Dimensions.Aggregate(new JsonObject(), (begun, d) => With(begun, d.Setting, d.Draw(random)));
    }

    private static JsonObject With(JsonObject settings, string name, JsonNode value)
    {
        var result = settings.DeepClone().AsObject();
        result[name] = value.DeepClone();
        return result;
    }

    // The settings are read back from what they became, so that equal ones are written alike: 2e-4 and 0.0002.
    private static Trial Resolve(int number, string gan, JsonObject own, JsonObject proposed, List<string> searched)
    {
        var all = proposed.Aggregate(own, (settings, p) => With(settings, p.Key, p.Value!));
        var spec = GeneratorCatalog.Resolve(gan, new JsonObject { [gan] = all.DeepClone() });
        var resolved = GeneratorFolder.Settings(spec);
        return new Trial(number, new JsonObject(searched.Select(s => KeyValuePair.Create(s, resolved[s]?.DeepClone()))), spec, true);
    }
}
