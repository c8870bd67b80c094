using System.Security.Cryptography;
using System.Text;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// Features of image sets, computed once ever. A file's name is a hash of the prepared pixels in their order, their size and
/// channels, and the extractor's <see cref="IFeatureExtractor.Identity"/>, so it can neither be stale nor be mistaken for
/// another. A damaged file is computed again.
/// </summary>
/// <param name="folder">Where caches lie, for example <see cref="DefaultFolder"/>.</param>
public sealed class FeatureCache(string folder)
{
    private const int BatchSize = 64;
    private const string Features = "features", Key = "key", Checksum = "checksum";

    /// <summary><c>features</c> beside the other caches.</summary>
    public static string DefaultFolder => Path.Combine(PixelCache.DefaultFolder, Features);

    /// <summary>The features of every image of a set, in order.</summary>
    /// <param name="device">Where the extractor computes.</param>
    /// <returns>[N,D] float32 on the CPU; the caller disposes it.</returns>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; nothing is kept.</exception>
    public Tensor Get(IFeatureExtractor extractor, IImageSet images, Device device, IRunProgress progress, CancellationToken stop = default)
    {
        var key = KeyOf(extractor, images, stop);
        var path = Path.Combine(folder, $"{Convert.ToHexStringLower(key)[..24]}.safetensors");
        if (Read(path, key, images.Labels.Count, extractor.Width) is { } there)
            return there;
        using var scope = NewDisposeScope();
        var features = Compute(extractor, images, device, progress, stop);
        Write(path, key, features);
        return features.MoveToOuterDisposeScope();
    }

    private static byte[] KeyOf(IFeatureExtractor extractor, IImageSet images, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{extractor.Identity}\n{extractor.Width}\n{images.Labels.Count}\n"));
        foreach (var numbers in Enumerable.Range(0, images.Labels.Count).Chunk(BatchSize))
        {
            stop.ThrowIfCancellationRequested();
            using var pixels = images.Gather(numbers);
            if (numbers[0] == 0)
                hash.AppendData(Encoding.UTF8.GetBytes($"{string.Join(',', pixels.shape[1..])}\n"));
            hash.AppendData(pixels.bytes);
        }
        return hash.GetHashAndReset();
    }

    private static Tensor Compute(IFeatureExtractor extractor, IImageSet images, Device device, IRunProgress progress, CancellationToken stop)
    {
        using var stage = progress.Begin($"Features ({extractor.Name})", images.Labels.Count);
        var features = empty([images.Labels.Count, extractor.Width], ScalarType.Float32); // [N,D]
        foreach (var numbers in Enumerable.Range(0, images.Labels.Count).Chunk(BatchSize))
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = images.Take(numbers, device);
            features.narrow(0, numbers[0], numbers.Length).copy_(extractor.Extract(batch.Images));
            stage.Report(numbers[^1] + 1);
        }
        return features;
    }

    private static void Write(string path, byte[] key, Tensor features)
    {
        try
        {
            Safetensors.Write(path, new Dictionary<string, Tensor>
            {
                [Features] = features,
                [Key] = tensor(key),
                [Checksum] = tensor(SHA256.HashData(features.bytes)),
            });
        }
        catch (UserException e) when (e.ExitCode == ExitCode.NoSpace)
        {
            throw new UserException(ExitCode.NoSpace, e.What, "Features are kept there; name another folder in EQUIPOISE_CACHE.", e);
        }
    }

    // Null where there is no file, or anything about it is not as it was written.
    private static Tensor? Read(string path, byte[] key, long count, long width)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var scope = NewDisposeScope();
            var read = Safetensors.Read(path);
            scope.Attach(read.Values);
            return read.TryGetValue(Features, out var features) && features.dtype == ScalarType.Float32 && features.shape.SequenceEqual([count, width])
                && Holds(read, Key, key) && Holds(read, Checksum, SHA256.HashData(features.bytes)) ? features.MoveToOuterDisposeScope() : null;
        }
        catch (UserException)
        {
            return null;
        }
    }

    private static bool Holds(Dictionary<string, Tensor> read, string name, byte[] bytes) =>
        read.TryGetValue(name, out var tensor) && tensor.dtype == ScalarType.Byte && tensor.bytes.SequenceEqual(bytes);
}
