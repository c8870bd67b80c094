using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>What is searched: settings of a GAN with the values that they may take, and settings that are the same for all trials.</summary>
/// <param name="Dimensions">What varies, in the order of the file.</param>
/// <param name="Fixed">What does not, by name.</param>
public sealed record SearchSpace(IReadOnlyList<Dimension> Dimensions, JsonObject Fixed)
{
    internal const string Example =
        "For example { \"learningRate\": [1e-4, 2e-4], \"beta1\": { \"low\": 0, \"high\": 0.9 }, \"epochs\": 50 }: a list, a range, one value for all trials.";

    // What decides how long trials are, or what the objective sees: with these searched, trials could not be compared.
    private static readonly string[] NotSearched = ["epochs", "measureEvery", "measureIn", "measureOn"];

    /// <summary>A range as it is written.</summary>
    private sealed record Range
    {
        public required double Low { get; init; }

        public required double High { get; init; }

        public RangeScale Scale { get; init; }

        public bool Integer { get; init; }
    }

    /// <summary>Combinations of all values; null where a range has no end of them.</summary>
    public long? Combinations => Dimensions.All(d => d is ListDimension) ? CombinationsOfLists : null;

    /// <summary>Combinations of the values of those settings that have a list.</summary>
    public long CombinationsOfLists => Dimensions.OfType<ListDimension>().Aggregate(1L, (n, d) => n * d.Values.Count);

    /// <summary>What does not vary, as settings of a study: <c>path=value</c>.</summary>
    public IEnumerable<string> Assignments(string gan) => Fixed.Select(s => $"generator.{gan}.{s.Key}={s.Value!.ToJsonString()}");

    /// <summary>What a space means for a GAN.</summary>
    /// <exception cref="UserException">Unknown settings, empty lists, bad ranges; all problems are listed at once.</exception>
    public static SearchSpace Parse(JsonObject space, string gan)
    {
        var known = GeneratorFolder.Settings(GeneratorCatalog.Resolve(gan, [])).Select(s => s.Key).ToList();
        var (dimensions, same, problems) = (new List<Dimension>(), new JsonObject(), new List<string>());
        foreach (var (setting, value) in space)
            try
            {
                if (!known.Contains(setting))
                    problems.Add($"unknown setting '{setting}' of {gan}. {Suggestion.Among(setting, known)}");
                else if (value is null)
                    problems.Add($"'{setting}' has no value; leave it out to keep its default.");
                else if (value is JsonValue)
                    same[setting] = value.DeepClone();
                else if (NotSearched.Contains(setting))
                    problems.Add($"'{setting}' must be one value, the same for all trials, which could not be compared otherwise; received {value.ToJsonString()}.");
                else
                    dimensions.Add(Read(setting, value));
            }
            catch (UserException e)
            {
                problems.Add(e.What);
            }
        return problems.Count == 0
            ? new SearchSpace(dimensions, same)
            : throw UserException.Usage($"The search space has {problems.Count} problem(s):\n  {string.Join("\n  ", problems)}", Example);
    }

    private static Dimension Read(string setting, JsonNode value)
    {
        if (value is JsonArray list)
            return list.Count > 0 && list.All(v => v is JsonValue)
                ? new ListDimension(setting, [.. list.Select(v => v!.DeepClone())])
                : throw UserException.Usage($"'{setting}' needs a list of at least one value; received {value.ToJsonString()}.");
        try
        {
            var range = value.Deserialize<Range>(Json.Options)!;
            if (!(range.Low < range.High) || (range.Scale == RangeScale.Log && !(range.Low > 0)))
                throw new JsonException($"low must be below high{(range.Scale == RangeScale.Log ? ", and above 0 on a log scale" : "")}");
            if (range.Integer && (range.Low != Math.Round(range.Low) || range.High != Math.Round(range.High)))
                throw new JsonException("low and high must be whole numbers where integer is true");
            return new RangeDimension(setting, range.Low, range.High, range.Scale, range.Integer);
        }
        catch (JsonException e)
        {
            throw UserException.Usage($"'{setting}' is no range of the form {{\"low\":..,\"high\":..,\"scale\":\"linear|log\",\"integer\":true|false}}: "
                + $"{e.Message.Split(" Path:")[0].TrimEnd('.')}; received {value.ToJsonString()}.");
        }
    }
}
