using System.Text.Json.Nodes;

namespace Equipoise.Common;

/// <summary>Where two JSON objects differ.</summary>
internal static class JsonDifferences
{
    /// <summary>The paths of all values that differ or that only one of the two has: <c>classifier.epochs</c>.</summary>
    public static IEnumerable<string> Between(JsonObject a, JsonObject b, string prefix = "") =>
        a.Select(p => p.Key).Union(b.Select(p => p.Key)).Where(k => !JsonNode.DeepEquals(a[k], b[k])).SelectMany(k =>
            a[k] is JsonObject x && b[k] is JsonObject y ? Between(x, y, $"{prefix}{k}.") : [$"{prefix}{k}"]);
}
