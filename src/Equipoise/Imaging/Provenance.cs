using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Imaging;

/// <summary>Where a synthetic image comes from; written into the PNG itself, so that no move or new name hides it.</summary>
/// <param name="Generator">The GAN's name.</param>
/// <param name="Checkpoint">SHA-256 of the generator's weights file.</param>
/// <param name="Class">The class it was made for.</param>
/// <param name="Seed">The seed of the synthesis.</param>
/// <param name="Index">Its number within the class, from 0.</param>
public sealed record Provenance(string Generator, string Checkpoint, string Class, ulong Seed, int Index)
{
    // PNG text is Latin-1, class names are not: the default encoder escapes all but ASCII.
    private static readonly JsonSerializerOptions Ascii = new(Json.Line) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

    /// <summary>The keyword of the PNG text chunk that holds the record.</summary>
    public const string Keyword = "Equipoise-Synthetic";

    /// <summary>The text chunks of this image: one for people, one for programs.</summary>
    internal IEnumerable<(string Keyword, string Text)> Chunks =>
    [
        ("Description", "SYNTHETIC image made by a generative model. It shows no patient. Not for diagnosis."),
        ("Software", "Equipoise"),
        (Keyword, JsonSerializer.Serialize(this, Ascii)),
    ];

    /// <summary>The record of a marked file; null for any other file. Never throws on malformed content.</summary>
    public static Provenance? Read(ReadOnlySpan<byte> file)
    {
        foreach (var (keyword, text) in PngFile.TextChunks(file))
            if (keyword == Keyword)
                return Parse(text);
        return null;
    }

    private static Provenance Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Provenance>(text, Json.Line) ?? Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    // A mark that cannot be read is still a mark.
    private static Provenance Unknown { get; } = new("an unknown generator", "", "", 0, 0);
}
