using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Generators;

/// <summary>Every generator, and its settings from a study file.</summary>
public static class GeneratorCatalog
{
    /// <summary>All generators, by name.</summary>
    public static Catalog<GeneratorSpec> All { get; } = new();

    /// <summary>Those that have a discriminator.</summary>
    public static Catalog<GanSpec> Gans { get; } = new();

    /// <summary>A generator's defaults with overrides applied.</summary>
    /// <param name="overrides">
    /// Common settings, and under a generator's name settings of that generator, which win. A common setting that this one
    /// lacks must be known to some other.
    /// </param>
    /// <exception cref="UserException">An unknown generator or key, a value of the wrong type, or settings with problems.</exception>
    public static GeneratorSpec Resolve(string name, JsonObject overrides)
    {
        var entry = All.Get(name, "generator");
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
                settings[key] = settings.ContainsKey(key) ? value?.DeepClone() : throw Unknown(entry, key);
        return Parse(entry, settings);
    }

    /// <summary>The settings of a GAN; see <see cref="Resolve"/>.</summary>
    /// <exception cref="UserException">The generator is no GAN, or what <see cref="Resolve"/> says.</exception>
    public static GanSpec ResolveGan(string name, JsonObject overrides) => Resolve(name, overrides) as GanSpec
        ?? throw UserException.Usage($"'{name}' has no discriminator.", $"Take a GAN: {string.Join(", ", Gans.Names)}.");

    private static GeneratorSpec Parse(CatalogEntry<GeneratorSpec> entry, JsonObject settings)
    {
        try
        {
            var spec = (GeneratorSpec)settings.Deserialize(entry.Type, Json.Options)!;
            var problems = spec.Problems().Select(p => $"generator.{entry.Name}: {p}").ToList();
            return problems.Count == 0 ? spec : throw UserException.Usage(string.Join("\n", problems));
        }
        catch (JsonException e)
        {
            throw UserException.Usage($"generator.{entry.Name}: {e.Message}");
        }
    }

    private static UserException Unknown(CatalogEntry<GeneratorSpec> entry, string key) =>
        Gans.Find(entry.Name) is null && Gans.Entries.Any(g => Keys(g.Type).Contains(key))
            ? UserException.Usage(
                $"'{entry.Name}' is no GAN and has no setting 'generator.{entry.Name}.{key}'.", $"Known: {string.Join(", ", Keys(entry.Type))}.")
            : UserException.Usage($"Unknown setting 'generator.{entry.Name}.{key}'.", Suggestion.Among(key, Keys(entry.Type)));

    private static IEnumerable<string> Keys(Type type) =>
        type.GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
}
