using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>Draws images from a trained generator into a folder: <c>CLASS/00000.png</c>, each marked, and <c>manifest.csv</c>.</summary>
public static class Synthesizer
{
    private const int BatchSize = 64;

    /// <summary>The list of the images, with their hashes.</summary>
    internal const string ManifestName = "manifest.csv";

    /// <summary>Whether a whole synthetic set lies there.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    /// <summary>
    /// Writes what the generator was trained on, the images, and the manifest last; what an earlier manifest lists is
    /// removed first. The noise of an image depends on the seed, its class and its number only.
    /// </summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static void Write(
        string folder, TrainedGenerator generator, SynthesisPlan plan, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var (_, gan, spec, card) = generator;
        RemoveEarlier(folder);
        TrainedOn.Copy(generator.Folder, folder);
        var rows = new List<object?[]>();
        using var stage = progress.Begin("Synthesising images", plan.Total);
        for (var label = 0; label < plan.PerClass.Count; label++)
        {
            var className = card.ClassNames[label];
            for (var first = 0; first < plan.PerClass[label]; first += BatchSize)
            {
                stop.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var count = Math.Min(BatchSize, plan.PerClass[label] - first);
                var images = Draw(gan, spec, label, first, count, seed.For(className));
                for (var i = 0; i < count; i++)
                {
                    var mark = new Provenance(card.Gan, card.Weights, className, seed.Value, first + i);
                    var png = PngFile.Encode(images[i].bytes, card.Channels, card.Resolution, card.Resolution, mark);
                    var path = $"{SafeName.Of(className)}/{first + i:D5}.png";
                    Save(Path.Combine(folder, path), png);
                    rows.Add([path, ContentHash.Of(png), className, card.Gan, card.Weights, seed, first + i]);
                }
                stage.Report(rows.Count);
            }
        }
        AtomicFile.WriteText(Path.Combine(folder, ManifestName),
            Csv.Write(["path", "sha256", "class", "generator", "checkpoint", "seed", "index"], rows));
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
        var manifest = Path.Combine(folder, ManifestName);
        if (!File.Exists(manifest))
            return;
        var listed = Csv.Read(manifest).Select(r => r["path"]).ToList();
        OwnFiles.Clear(folder, ManifestName);
        foreach (var path in listed)
            OwnFiles.Clear(Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(path)) ?? ""), Path.GetFileName(path));
    }

    // [n,C,H,W] uint8
    private static Tensor Draw(IGan gan, GanSpec spec, int label, int first, int count, Seed seed)
    {
        using var scope = NewDisposeScope();
        var noise = Enumerable.Range(first, count).Select(i =>
        {
            using var generator = seed.For(i).Torch(CPU);
            return randn([spec.LatentSize], generator: generator);
        }).ToList();
        var labels = TensorMath.Full([count], label, ScalarType.Int64);
        return ImageSets.ToBytes(gan.Sample(labels, stack(noise)).cpu()).contiguous().MoveToOuterDisposeScope();
    }
}
