using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Tuning;

/// <summary>Reads a search space from a preset or a JSON file, which may hold comments and trailing commas.</summary>
public static class SpaceFile
{
    private const string Prefix = "spaces/";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The built-in spaces.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [
        .. typeof(SpaceFile).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The space as it is written; <see cref="SearchSpace.Parse"/> says what it means.</summary>
    /// <param name="nameOrPath">A preset or a file.</param>
    /// <exception cref="UserException">Neither, or no JSON object.</exception>
    public static JsonObject Load(string nameOrPath)
    {
        try
        {
            // Counting finds names that stand there twice.
            return JsonNode.Parse(Text(nameOrPath), null, Lenient) is JsonObject space && space.Count >= 0
                ? space
                : throw new JsonException("A search space is a JSON object.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw UserException.Usage($"'{nameOrPath}' is not a valid search space: {e.Message}", SearchSpace.Example);
        }
    }

    private static string Text(string nameOrPath)
    {
        if (File.Exists(nameOrPath))
            return File.ReadAllText(nameOrPath);
        using var preset = typeof(SpaceFile).Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}.json")
            ?? throw UserException.Usage($"'{nameOrPath}' is neither a search space that is built in nor a file.", Suggestion.Among(nameOrPath, Presets));
        using var reader = new StreamReader(preset);
        return reader.ReadToEnd();
    }
}
