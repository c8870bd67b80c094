using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Generators;

/// <summary>
/// Which real images a generator has seen: <c>trained-on.txt</c> beside its weights and beside its images, a hash a
/// line. Testing on one of them would be a leak.
/// </summary>
public static class TrainedOn
{
    private const string Name = "trained-on.txt";

    public static void Write(string folder, RealImages train) =>
        AtomicFile.WriteText(Path.Combine(folder, Name), string.Concat(train.Records.Select(r => $"{r.Hash}\n")));

    /// <summary>Takes the list along to the images.</summary>
    public static void Copy(string generatorFolder, string syntheticFolder)
    {
        if (File.Exists(Path.Combine(generatorFolder, Name)))
            AtomicFile.WriteText(Path.Combine(syntheticFolder, Name), File.ReadAllText(Path.Combine(generatorFolder, Name)));
    }

    /// <summary>Requires that the generator behind these images has seen none of the validation and test images.</summary>
    /// <exception cref="UserException">It has.</exception>
    public static void RequireApart(string syntheticFolder, params ReadOnlySpan<RealImages> parts)
    {
        var path = Path.Combine(syntheticFolder, Name);
        if (!File.Exists(path))
            return;
        var seen = File.ReadLines(path).ToHashSet();
        var leaked = 0;
        foreach (var part in parts)
            leaked += part.Records.Count(r => seen.Contains(r.Hash.Hex));
        if (leaked > 0)
            throw UserException.BadData(
                $"{leaked} validation or test images are among those that the generator of '{syntheticFolder}' was trained on: the result would be worthless.",
                "Train the generator with the same --data, --seeds and split settings, without --all.");
    }
}
