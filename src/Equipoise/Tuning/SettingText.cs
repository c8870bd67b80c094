using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Equipoise.Tuning;

/// <summary>Values of settings as people read them.</summary>
public static class SettingText
{
    /// <summary>A value; "unset" where a setting is left to another one.</summary>
    public static string Of(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "unset",
        JsonValueKind.Number => Of(Number(value)!.Value),
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    /// <summary>A number, with six digits at most.</summary>
    public static string Of(double value) => value.ToString(Math.Abs(value) is > 0 and < 1e-3 or >= 1e6 ? "0.#####e-0" : "G6", CultureInfo.InvariantCulture);

    /// <summary>All values of a trial: <c>learningRate 1e-4, beta1 0.5</c>.</summary>
    public static string Of(JsonObject settings) => string.Join(", ", settings.Select(s => $"{s.Key} {Of(s.Value)}"));

    /// <summary>A number, whatever kind of number it is; null for anything else.</summary>
    public static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number
        ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Different values in order: numbers as numbers, all else by the alphabet.</summary>
    public static List<string> Sort(IEnumerable<string> values) =>
        [.. values.Distinct().OrderBy(v => double.TryParse(v, CultureInfo.InvariantCulture, out var n) ? n : double.NegativeInfinity).ThenBy(v => v, StringComparer.Ordinal)];
}
