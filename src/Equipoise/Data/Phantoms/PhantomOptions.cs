using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>Which phantoms a source holds, as said in <c>phantom:key=value,key=value</c>.</summary>
public sealed record PhantomOptions
{
    /// <summary>Images of all classes together, 21 to 100000.</summary>
    public int Images { get; init; } = 420;

    /// <summary>Width and height in pixels, 64 to 256.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Another seed gives other patients.</summary>
    public int Seed { get; init; }

    /// <summary>What tells the rare class without any disease; nothing by default.</summary>
    public PhantomShortcut Shortcut { get; init; }

    /// <summary>Reads the options; what is not said keeps its default.</summary>
    /// <exception cref="UserException">An unknown key, or a value out of its range.</exception>
    public static PhantomOptions Parse(string text)
    {
        var options = new PhantomOptions();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            if (equals < 0)
                throw UserException.Usage(
                    $"The phantom option '{part}' has no value.", "Write key=value,key=value, e.g. phantom:images=210,size=128.");
            options = options.With(part[..equals].Trim(), part[(equals + 1)..].Trim());
        }
        return options;
    }

    private PhantomOptions With(string key, string value) => key switch
    {
        "images" => this with { Images = Number(key, value, 21, 100_000) },
        "size" => this with { Size = Number(key, value, PhantomRenderer.MinSize, PhantomRenderer.MaxSize) },
        "seed" => this with { Seed = Number(key, value, 0, int.MaxValue) },
        "shortcut" => this with { Shortcut = Kind(value) },
        _ => throw UserException.Usage(
            $"Unknown phantom option '{key}'.", Suggestion.Among(key, ["images", "size", "seed", "shortcut"])),
    };

    private static PhantomShortcut Kind(string value)
    {
        var names = Enum.GetNames<PhantomShortcut>().Select(n => n.ToLowerInvariant()).ToList();
        return names.IndexOf(value) is >= 0 and var number
            ? Enum.GetValues<PhantomShortcut>()[number]
            : throw UserException.Usage(
                $"The phantom option shortcut is '{value}'; allowed are {string.Join(", ", names)}.", Suggestion.Among(value, names));
    }

    private static int Number(string key, string value, int low, int high) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number
            : throw UserException.Usage(
                $"The phantom option {key} is '{value}'; allowed are whole numbers from {low} to {high}.", $"Say e.g. phantom:{key}={Math.Max(low, 1)}.");
}
