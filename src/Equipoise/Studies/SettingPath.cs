using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>Assigns a setting by its path: <c>classifier.epochs=5</c>, <c>arms=["none","dcgan"]</c>.</summary>
internal static class SettingPath
{
    /// <exception cref="UserException">No '=', or an unknown path.</exception>
    public static void Assign(JsonObject study, string assignment)
    {
        var (path, value) = assignment.Split('=', 2) is [{ Length: > 0 } p, var v]
            ? (p, v)
            : throw UserException.Usage($"--set '{assignment}' is not of the form path=value.", "For example --set classifier.epochs=5.");
        var keys = path.Split('.');
        SettingKeys.CheckPath(keys, typeof(StudySpec));
        var parent = study;
        foreach (var key in keys[..^1])
            parent = parent[key] as JsonObject ?? (JsonObject)(parent[key] = new JsonObject())!;
        parent[keys[^1]] = Value(value) ?? throw UserException.Usage($"--set '{assignment}': null is no value.", "Leave the setting out to keep its default.");
        // A common setting of all GANs also replaces what single GANs say of it: the last word counts.
        if (keys is ["generator", var common])
            foreach (var gan in GeneratorCatalog.All.Names)
                if (common != gan && parent[gan] is JsonObject own)
                    own.Remove(common);
    }

    // What does not parse as JSON is a string: --set data=../xrays needs no quotes.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
