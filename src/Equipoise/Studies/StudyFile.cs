using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>Reads a study from a preset or a JSON file, applies <c>--set</c>, and resolves it.</summary>
public static class StudyFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The built-in studies.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [
        .. typeof(StudyFile).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("studies/", StringComparison.Ordinal))
            .Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Loads and resolves.</summary>
    /// <param name="nameOrPath">A preset or a JSON file.</param>
    /// <param name="settings">Assignments <c>path=value</c>, in order.</param>
    /// <exception cref="UserException">Unknown preset, key or value; all problems are listed at once.</exception>
    public static StudySpec Load(string nameOrPath, IEnumerable<string> settings) => Parse(Text(nameOrPath), nameOrPath, settings);

    /// <summary>Parses and resolves: every default and every GAN's settings stand in the result.</summary>
    /// <param name="origin">What to call the text in messages.</param>
    public static StudySpec Parse(string text, string origin, IEnumerable<string> settings)
    {
        JsonObject study;
        try
        {
            SettingKeys.Check(text, typeof(StudySpec), origin);
            study = JsonNode.Parse(text, null, Lenient) as JsonObject ?? throw new JsonException("A study is a JSON object.");
            study.Remove(SettingKeys.SchemaKey);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw UserException.Usage($"'{origin}' is not a valid study file: {e.Message}");
        }
        foreach (var setting in settings)
            SettingPath.Assign(study, setting);
        return Resolve(Deserialise(study, origin));
    }

    private static StudySpec Deserialise(JsonObject study, string origin)
    {
        try
        {
            return study.Deserialize<StudySpec>(Json.Options)!;
        }
        catch (JsonException e)
        {
            throw UserException.Usage(
                $"'{origin}': the value of '{e.Path?.TrimStart('$', '.')}' is of the wrong kind.", "docs/study.schema.json says what each setting allows; a list stands in brackets, e.g. fractions=[0.1,1].");
        }
    }

    private static StudySpec Resolve(StudySpec spec)
    {
        var problems = spec.Problems().ToList();
        if (problems.Count > 0)
            throw UserException.Usage($"The study has {problems.Count} problem(s):\n  {string.Join("\n  ", problems)}");
        var generator = new JsonObject();
        var variants = spec.Variants.ToDictionary();
        foreach (var name in spec.Arms)
            if (spec.Arm(name).Generator is { } arm)
                if (variants.TryGetValue(name, out var variant))
                    variants[name] = variant with { Generator = GeneratorFolder.Settings(arm.Spec) };
                else
                    generator[arm.Name] = GeneratorFolder.Settings(arm.Spec);
        return spec with { Generator = generator, Variants = variants };
    }

    private static string Text(string nameOrPath)
    {
        if (File.Exists(nameOrPath))
            return File.ReadAllText(nameOrPath);
        using var preset = typeof(StudyFile).Assembly.GetManifestResourceStream($"studies/{nameOrPath}.json");
        if (preset is null)
            throw UserException.Usage(
                $"'{nameOrPath}' is neither a preset nor a file.", Suggestion.Among(nameOrPath, Presets));
        using var reader = new StreamReader(preset);
        return reader.ReadToEnd();
    }
}
