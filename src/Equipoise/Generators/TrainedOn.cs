using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Generators;

/// <summary>
/// Which real images a generator has seen, and of whom: <c>trained-on.csv</c> beside its weights and beside its images.
/// Testing on one of them, or on another image of the same patient, would be a leak.
/// </summary>
public static class TrainedOn
{
    private const string Name = "trained-on.csv";

    /// <summary>Writes the list.</summary>
    /// <param name="earlier">What the weights have seen from which training started.</param>
    public static void Write(string folder, RealImages train, IReadOnlyList<(string Hash, string Group)>? earlier = null) =>
        AtomicFile.WriteText(Path.Combine(folder, Name), Csv.Write(
            ["sha256", "group"], train.Records.Select(r => (r.Hash.Hex, r.Group)).Concat(earlier ?? []).Distinct().Select(s => new[] { s.Item1, s.Item2 })));

    /// <summary>The list in a folder, or null where there is none.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public static IReadOnlyList<(string Hash, string Group)>? Read(string folder) => File.Exists(Path.Combine(folder, Name))
        ? [.. Csv.Read(Path.Combine(folder, Name)).Select(r => (r.GetValueOrDefault("sha256", ""), r.GetValueOrDefault("group", "")))]
        : null;

    /// <summary>Takes the list along to the images.</summary>
    public static void Copy(string generatorFolder, string syntheticFolder)
    {
        if (File.Exists(Path.Combine(generatorFolder, Name)))
            AtomicFile.WriteText(Path.Combine(syntheticFolder, Name), File.ReadAllText(Path.Combine(generatorFolder, Name)));
    }

    /// <summary>Requires that the generator behind these images has seen none of the validation and test images.</summary>
    /// <exception cref="UserException">It has.</exception>
    public static void RequireApart(string syntheticFolder, IRunProgress progress, params ReadOnlySpan<RealImages> parts)
    {
        var path = Path.Combine(syntheticFolder, Name);
        if (!File.Exists(path))
        {
            progress.Warn($"'{syntheticFolder}' does not say which images its generator was trained on ({Name} is missing), so a leak into the test images cannot be ruled out.");
            return;
        }
        var seen = Csv.Read(path).SelectMany(r => r.Values).ToHashSet();
        var leaked = 0;
        foreach (var part in parts)
            leaked += part.Records.Count(r => seen.Contains(r.Hash.Hex) || seen.Contains(r.Group));
        if (leaked > 0)
            throw UserException.BadData(
                $"{leaked} validation or test images, or their patients, are among those that the generator of '{syntheticFolder}' was trained on: the result would be worthless.",
                "Train the generator with the same --data, --seeds and split settings, without --all.");
    }
}
