using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>Draws images from a trained generator into a folder: <c>CLASS/00000.png</c>, each marked, <c>synthesis.json</c>, and
/// <c>manifest.csv</c>.</summary>
public static class Synthesizer
{
    private const int BatchSize = 64;

    // Draws for each image that is wanted.
    private const int MostTries = 4;

    /// <summary>The list of the images, with their hashes.</summary>
    internal const string ManifestName = "manifest.csv";

    private const string OutcomeName = "synthesis.json";

    /// <summary>What came of drawing the images of a folder; null where an earlier version drew them.</summary>
    public static SynthesisOutcome? Outcome(string folder) =>
        File.Exists(Path.Combine(folder, OutcomeName)) ? Json.Read<SynthesisOutcome>(Path.Combine(folder, OutcomeName)) : null;

    /// <summary>Whether a whole synthetic set lies there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    /// <summary>Removes the images that the manifest lists, and first the manifest, so that no whole set lies there any more.</summary>
    /// <param name="except">Paths of images to leave.</param>
    internal static void RemoveImages(string folder, IEnumerable<string> except)
    {
        var manifest = Path.Combine(folder, ManifestName);
        if (!File.Exists(manifest))
            return;
        var listed = Csv.Read(manifest).Select(r => r["path"]).Except(except.Select(p => Path.GetRelativePath(folder, p))).ToList();
        OwnFiles.Clear(folder, ManifestName);
        foreach (var path in listed)
            OwnFiles.Clear(Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(path)) ?? ""), Path.GetFileName(path));
    }

    /// <summary>
    /// Writes what the generator was trained on, the images, and the manifest last; what an earlier manifest lists is
    /// removed first. The noise of an image depends on the seed, its class and its number only. A near copy of a training
    /// image is withheld and another image drawn instead, up to a limit.
    /// </summary>
    /// <param name="guard">Tells copies; null where the training images are not at hand.</param>
    /// <returns>What was made, and what was withheld.</returns>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static SynthesisOutcome Write(
        string folder, TrainedGenerator generator, SynthesisPlan plan, Seed seed, IRunProgress progress, CancellationToken stop,
        CopyGuard? guard = null)
    {
        var card = generator.Card;
        RemoveEarlier(folder);
        TrainedOn.Copy(generator.Folder, folder);
        var rows = new List<object?[]>();
        var (made, withheld) = (new int[plan.PerClass.Count], new int[plan.PerClass.Count]);
        using var stage = progress.Begin("Synthesising images", plan.Total);
        for (var label = 0; label < plan.PerClass.Count; label++)
        {
            var (name, wanted) = (card.ClassNames[label], plan.PerClass[label]);
            for (var first = 0; made[label] < wanted && first < MostTries * wanted;)
            {
                stop.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var count = Math.Min(BatchSize, wanted - made[label]);
                var images = Draw(generator, label, first, count, seed.For(name));
                var nearest = guard?.Check(images);
                for (var i = 0; i < count; i++)
                {
                    if (nearest?[i].Copy == true)
                    {
                        withheld[label]++;
                        continue;
                    }
                    var png = PngFile.Encode(images[i].bytes, card.Channels, card.Resolution, card.Resolution,
                        new Provenance(card.Generator, card.Weights, name, seed.Value, first + i));
                    var path = $"{SafeName.Of(name)}/{first + i:D5}.png";
                    Save(Path.Combine(folder, path), png);
                    rows.Add([path, ContentHash.Of(png), name, card.Generator, card.Weights, seed, first + i, nearest?[i].Training, nearest?[i].Distance]);
                    made[label]++;
                }
                first += count;
                stage.Report(rows.Count);
            }
            if (made[label] < wanted)
                progress.Warn($"Only {made[label]} of {wanted} images of class '{Printable.Name(name)}' were made: the others would have been near copies of training images. The generator has learned these by heart.");
        }
        var outcome = new SynthesisOutcome(made, withheld, guard?.Threshold);
        AtomicFile.WriteText(Path.Combine(folder, OutcomeName), Json.Write(outcome));
        AtomicFile.WriteText(Path.Combine(folder, ManifestName), Csv.Write(
            ["path", "sha256", "class", "generator", "checkpoint", "seed", "index", "nearest", "distance"], rows));
        return outcome;
    }

    // Not atomic and not flushed: the manifest, which is both, comes last and has the image's hash.
    private static void Save(string path, byte[] png)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, png);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e);
        }
    }

    private static void RemoveEarlier(string folder)
    {
        RemoveImages(folder, except: []);
        OwnFiles.Clear(folder, OutcomeName);
    }

    // [n,C,H,W] uint8
    private static Tensor Draw(TrainedGenerator maker, int label, int first, int count, Seed seed)
    {
        using var scope = NewDisposeScope();
        var noise = Enumerable.Range(first, count).Select(i =>
        {
            using var generator = seed.For(i).Torch(CPU);
            return randn([maker.Spec.LatentSize], generator: generator);
        }).ToList();
        var labels = TensorMath.Full([count], label, ScalarType.Int64);
        return ImageSets.ToBytes(maker.Generator.Sample(labels, stack(noise)).cpu()).contiguous().MoveToOuterDisposeScope();
    }
}
