using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using static TorchSharp.torch;

namespace Equipoise.Tuning;

/// <summary>Draws images from a GAN as it is.</summary>
internal static class Samples
{
    private const int BatchSize = 64;

    /// <param name="perClass">How many of each class, in label order.</param>
    /// <returns>[N,C,H,W] uint8 on the CPU, class by class; the caller owns it.</returns>
    public static Tensor Draw(IGenerator gan, int latentSize, IReadOnlyList<int> perClass, Device device, Seed seed, CancellationToken stop)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        var noise = randn([perClass.Sum(), latentSize], generator: generator).to(device);
        var labels = tensor(Labels(perClass).Select(l => (long)l).ToArray(), device: device);
        var parts = new List<Tensor>();
        for (var from = 0; from < labels.shape[0]; from += BatchSize)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var to = (int)Math.Min(from + BatchSize, labels.shape[0]);
            parts.Add(ImageSets.ToBytes(gan.Sample(labels[from..to], noise[from..to]).cpu()).contiguous().MoveToOuterDisposeScope());
        }
        return cat(parts).MoveToOuterDisposeScope();
    }

    /// <summary>The classes of images that are drawn class by class.</summary>
    public static int[] Labels(IReadOnlyList<int> perClass) => [.. perClass.SelectMany((n, c) => Enumerable.Repeat(c, n))];
}
