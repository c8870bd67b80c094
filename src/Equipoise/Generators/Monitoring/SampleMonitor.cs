using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Metrics;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Generators.Monitoring;

/// <summary>
/// Compares samples with real images of the same class while a GAN trains: always of the same noise, as many of each class as
/// there are real images, up to a limit.
/// </summary>
public sealed class SampleMonitor : IDisposable
{
    private const int BatchSize = 64;

    private readonly IFeatureExtractor _features;
    private readonly List<(Tensor Real, Tensor Noise)> _classes = [];

    /// <param name="reference">Training or validation images, never test images.</param>
    /// <param name="features">Becomes the monitor's own.</param>
    /// <param name="perClass">Most images of a class, real and synthetic.</param>
    /// <param name="device">Where the features are computed.</param>
    /// <param name="seed">Draws the real images and the noise.</param>
    public SampleMonitor(RealImages reference, IFeatureExtractor features, int perClass, int latentSize, Device device, Seed seed)
    {
        _features = features;
        for (var c = 0; c < reference.ClassNames.Count; c++)
        {
            int[] members = [.. Enumerable.Range(0, reference.Count).Where(i => reference.Labels[i] == c)];
            var order = new ShuffledOrder(Math.Max(1, members.Length), Math.Max(1, Math.Min(perClass, members.Length)), seed.For("real").For(c));
            int[] chosen = members.Length == 0 ? [] : [.. order.At(0).Select(i => members[i])];
            _classes.Add((Features(reference, chosen, device), Noise(Math.Max(2, chosen.Length), latentSize, seed.For("noise").For(c))));
        }
    }

    /// <summary>Draws samples and compares them.</summary>
    public SampleReport Measure(IGan gan)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (distances, diversity) = (new List<double>(), new List<double?>());
        foreach (var ((real, noise), c) in _classes.Select((k, c) => (k, c)))
        {
            var synthetic = cat([.. noise.split(BatchSize).Select(z => _features.Extract(gan.Sample(full(z.shape[0], c, dtype: ScalarType.Int64), z)).cpu())]);
            if (real.shape[0] > 1)
                distances.Add(KernelDistance.Of(real, synthetic));
            diversity.Add(IntraClassDiversity.Ratio(real, synthetic));
        }
        return new SampleReport(distances.Count > 0 ? distances.Average() : double.NaN, diversity);
    }

    public void Dispose()
    {
        _features.Dispose();
        foreach (var (real, noise) in _classes)
        {
            real.Dispose();
            noise.Dispose();
        }
    }

    // [N,D] on the CPU; [0,1] where there is no image.
    private Tensor Features(RealImages images, int[] chosen, Device device)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        if (chosen.Length == 0)
            return zeros(0, 1).DetachFromDisposeScope();
        var parts = new List<Tensor>();
        foreach (var part in chosen.Chunk(BatchSize))
        {
            using var batch = images.Take(part, device);
            parts.Add(_features.Extract(batch.Images).cpu());
        }
        return cat(parts).DetachFromDisposeScope();
    }

    private static Tensor Noise(int count, int latentSize, Seed seed)
    {
        using var generator = seed.Torch(CPU);
        return randn([count, latentSize], generator: generator).DetachFromDisposeScope();
    }
}
