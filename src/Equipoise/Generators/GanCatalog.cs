using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Generators;

/// <summary>Every GAN, and its settings from a study file.</summary>
public static class GanCatalog
{
    /// <summary>All GANs, by name.</summary>
    public static Catalog<GanSpec> All { get; } = new();

    /// <summary>A GAN's defaults with overrides applied.</summary>
    /// <param name="overrides">
    /// Common settings, and under a GAN's name settings of that GAN, which win. A common setting that this GAN lacks
    /// must be known to some other GAN.
    /// </param>
    /// <exception cref="UserException">An unknown GAN or key, a value of the wrong type, or settings with problems.</exception>
    public static GanSpec Resolve(string name, JsonObject overrides)
    {
        var entry = All.Get(name, "GAN");
        var settings = JsonSerializer.SerializeToNode(entry.Create(), entry.Type, Json.Options)!.AsObject();
        var known = new HashSet<string>(All.Entries.SelectMany(e => Keys(e.Type)), StringComparer.Ordinal);
        foreach (var (key, value) in overrides)
            if (settings.ContainsKey(key))
                settings[key] = value?.DeepClone();
            else if (!known.Contains(key) && All.Find(key) is null)
                throw UserException.Usage($"Unknown setting 'generator.{key}'.", Suggestion.Among(key, known.Concat(All.Names)));
        if (overrides[name] is not (null or JsonObject))
            throw UserException.Usage($"'generator.{name}' must be an object of settings; received {overrides[name]!.ToJsonString()}.");
        if (overrides[name] is JsonObject own)
            foreach (var (key, value) in own)
                settings[key] = settings.ContainsKey(key)
                    ? value?.DeepClone()
                    : throw UserException.Usage(
                        $"Unknown setting 'generator.{name}.{key}'.", Suggestion.Among(key, Keys(entry.Type)));
        return Parse(entry, settings);
    }

    private static GanSpec Parse(CatalogEntry<GanSpec> entry, JsonObject settings)
    {
        try
        {
            var spec = (GanSpec)settings.Deserialize(entry.Type, Json.Options)!;
            var problems = spec.Problems().Select(p => $"generator.{entry.Name}: {p}").ToList();
            return problems.Count == 0 ? spec : throw UserException.Usage(string.Join("\n", problems));
        }
        catch (JsonException e)
        {
            throw UserException.Usage($"generator.{entry.Name}: {e.Message}");
        }
    }

    private static IEnumerable<string> Keys(Type type) =>
        type.GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
}
