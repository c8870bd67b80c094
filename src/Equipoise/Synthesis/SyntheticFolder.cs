using Equipoise.Common;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>Reads synthetic images back, wherever they were moved: by the mark in each file, not by names.</summary>
public static class SyntheticFolder
{
    /// <summary>
    /// Loads the images that the folder's manifest lists, or where there is none every PNG below it; the caller disposes
    /// the set.
    /// </summary>
    /// <param name="classNames">The classes of the real images; every synthetic image must be of one of them.</param>
    /// <param name="preprocessing">The classifier's.</param>
    /// <exception cref="UserException">No folder, a file without the mark, an unknown class, or a file that is not what the manifest says.</exception>
    public static SyntheticSet Load(string folder, IReadOnlyList<string> classNames, Preprocessing preprocessing)
    {
        if (!Directory.Exists(folder))
            throw UserException.BadData($"The folder of synthetic images '{folder}' does not exist.", "Give the folder that 'equipoise synthesize' wrote.");
        var images = Files(folder).Select(f => Read(f.Path, f.Sha256, classNames, preprocessing)).ToList();
        using var scope = NewDisposeScope();
        var (c, side) = (preprocessing.Channels, preprocessing.Resolution);
        var pixels = empty([images.Count, c, side, side], ScalarType.Byte);
        for (var i = 0; i < images.Count; i++)
            images[i].Planes.CopyTo(pixels.bytes.Slice(i * preprocessing.ImageBytes, preprocessing.ImageBytes));
        return new SyntheticSet(pixels.DetachFromDisposeScope(), [.. images.Select(i => i.Label)]);
    }

    /// <summary>The images of a folder, in the order in which <see cref="Load"/> has them; paths within it.</summary>
    public static IReadOnlyList<string> Paths(string folder) => [.. Files(folder).Select(f => Path.GetRelativePath(folder, f.Path))];

    private static IEnumerable<(string Path, string? Sha256)> Files(string folder)
    {
        var manifest = Path.Combine(folder, Synthesizer.ManifestName);
        return File.Exists(manifest)
            ? Csv.Read(manifest).Select(r => (Within(folder, r["path"]), (string?)r["sha256"]))
            : Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, (string?)null));
    }

    private static string Within(string folder, string path) => SafePath.Within(folder, path) ?? throw UserException.BadData(
        $"{Synthesizer.ManifestName} of '{folder}' lists '{path}', which leads outside the folder.", "Do not use images from where this list comes from.");

    private static byte[] Content(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.BadData, $"'{file}' cannot be read: {e.Message}", "Synthesise the images again.", e);
        }
    }

    private static (byte[] Planes, int Label) Read(string file, string? sha256, IReadOnlyList<string> classNames, Preprocessing preprocessing)
    {
        var content = Content(file);
        if (sha256 is not null && ContentHash.Of(content).Hex != sha256)
            throw UserException.BadData($"'{file}' is not the image that {Synthesizer.ManifestName} lists.", "Synthesise the images again.");
        if (Provenance.Read(content) is not { } mark)
            throw UserException.BadData(
                $"'{file}' does not carry Equipoise's mark of a synthetic image.", "Real images belong into the dataset, where they are split by patient.");
        var label = Enumerable.Range(0, classNames.Count).FirstOrDefault(c => classNames[c] == mark.Class, -1);
        if (label < 0)
            throw UserException.BadData($"'{file}' was made for class '{mark.Class}'; the dataset has {string.Join(", ", classNames)}.");
        try
        {
            return (preprocessing.Apply(ImageFile.Decode(content, preprocessing.Channels, preprocessing.Resolution, new ImageLimits())), label);
        }
        catch (UnreadableImageException e)
        {
            throw new UserException(ExitCode.BadData, $"'{file}' cannot be read: {e.Message}", "Synthesise the images again.", e);
        }
    }
}
