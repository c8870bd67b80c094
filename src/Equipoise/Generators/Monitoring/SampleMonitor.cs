using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Metrics;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Generators.Monitoring;

/// <summary>
/// Compares samples of a generator under training with real images, class by class. Noise and labels stay the same, so that equal
/// weights give equal reports and reports can be compared over epochs.
/// </summary>
public sealed class SampleMonitor : IDisposable
{
    private const int BatchSize = 64;

    private readonly IFeatureExtractor _extractor;
    private readonly Device _device;
    private readonly Tensor[] _real;
    private readonly int[] _counts;
    private readonly Tensor _noise;
    private readonly Tensor _labels;

    /// <param name="real">Training or validation images, never test images: what is selected here is selected on them.</param>
    /// <param name="extractor">On the same device; stays the caller's.</param>
    /// <param name="perClass">
    /// Samples per class, at least 2; a class with fewer real images gets as many as those, but no fewer than 2.
    /// </param>
    /// <param name="latentSize">Numbers of noise per sample.</param>
    /// <param name="device">Where the generator is.</param>
    /// <param name="seed">For the noise, and for the real images where there are more than enough.</param>
    /// <param name="realPerClass">At most this many real images per class, drawn with equal chances; at least 2.</param>
    public SampleMonitor(
        RealImages real, IFeatureExtractor extractor, int perClass, int latentSize, Device device, Seed seed, int realPerClass = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(realPerClass, 2);
        (_extractor, _device) = (extractor, device);
        var members = real.ClassNames.Select((_, c) => Draw(real, c, realPerClass, seed.For("real").For(c))).ToArray();
        _counts = [.. members.Select(m => Math.Max(2, Math.Min(perClass, m.Length)))];
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = seed.For("noise").Torch(CPU);
        _real = [.. members.Select(m => RealFeatures(real, m).DetachFromDisposeScope())];
        _noise = randn([_counts.Sum(), latentSize], generator: generator).to(device).DetachFromDisposeScope();
        var labels = _counts.SelectMany((n, c) => Enumerable.Repeat((long)c, n)).ToArray();
        _labels = tensor(labels, device: device).DetachFromDisposeScope();
    }

    /// <summary>Draws samples and compares them.</summary>
    public SampleReport Measure(IGenerator generator)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var synthetic = SampleFeatures(generator).split(_counts.Select(n => (long)n).ToArray());
        return new SampleReport(
            [.. synthetic.Select((s, c) => Distance(_real[c], s))],
            [.. synthetic.Select((s, c) => IntraClassDiversity.Of(_real[c], s))]);
    }

    // On equal counts, so that every class is judged from as many images of either kind.
    private static double? Distance(Tensor real, Tensor synthetic) =>
        real.shape[0] < 2 ? null : KernelDistance.Of(real[..(int)synthetic.shape[0]], synthetic);

    private Tensor SampleFeatures(IGenerator generator) =>
        Batched((int)_labels.shape[0], (from, to) => generator.Sample(_labels[from..to], _noise[from..to]));

    private Tensor RealFeatures(RealImages real, int[] members) =>
        Batched(members.Length, (from, to) => ImageSets.ToFloat(real.Gather(members.AsSpan(from..to)).to(_device)));

    // Images of one batch only are held at a time.
    private Tensor Batched(int count, Func<int, int, Tensor> images)
    {
        var parts = new List<Tensor> { empty(0, _extractor.Width, device: _device) };
        for (var from = 0; from < count; from += BatchSize)
        {
            using var scope = NewDisposeScope();
            parts.Add(_extractor.Extract(images(from, Math.Min(from + BatchSize, count))).MoveToOuterDisposeScope());
        }
        return cat(parts); // [count,Width]
    }

    private static int[] Draw(RealImages real, int label, int atMost, Seed seed)
    {
        var members = Enumerable.Range(0, real.Count).Where(i => real.Labels[i] == label).ToArray();
        seed.Random().Permute(members);
        return members[..Math.Min(atMost, members.Length)];
    }

    public void Dispose()
    {
        _noise.Dispose();
        _labels.Dispose();
        foreach (var features in _real)
            features.Dispose();
    }
}
