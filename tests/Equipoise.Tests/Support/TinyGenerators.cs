using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Support;

/// <summary>Every generator of the catalog, small, and images to train it on: class c is an image whose c-th third is bright.</summary>
internal static class TinyGenerators
{
    /// <summary>The generators that learn something: all but the control.</summary>
    public static IReadOnlyList<string> ThatLearn { get; } = [.. GeneratorCatalog.All.Names.Except(["oracle"])];

    /// <summary>The precisions of this machine. Without the processor's help a step of bagan, the widest of all, takes seconds in bf16.</summary>
    public static IReadOnlyList<Precision> Precisions(string name)
    {
        Precision Here(Precision wish) => Autocast.Resolve(wish, TorchSharp.DeviceType.CPU, Silence.Instance);
        return [.. new[] { Precision.Fp32, name == "bagan" ? Here(Precision.Auto) : Here(Precision.Bf16) }.Distinct()];
    }

    public static GeneratorSpec Spec(string name, string settings = "{}")
    {
        var small = JsonNode.Parse("""
            {"latentSize": 16, "batchSize": 12, "emaDecay": 0.9, "maxWidth": 64, "hiddenSize": 64, "labelSize": 16, "learningRate": 0.001,
             "bagan": {"maxWidth": 128}}
            """)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject())
            small[key] = value!.DeepClone();
        return GeneratorCatalog.Resolve(name, small);
    }

    /// <summary>Classes that every generator accepts, and as many images as <see cref="Images"/> has.</summary>
    public static GeneratorContext Context(ulong seed, Precision precision) =>
        new(["normal", "focal", "diffuse"], [8, 8, 8], 1, 32, new Seed(seed), CPU, precision);

    /// <summary>All training images, as the trainer hands them over.</summary>
    public static IEnumerable<Batch> Images()
    {
        yield return Batch(1);
        yield return Batch(2);
    }

    /// <summary>Some steps of each phase, the last of them <paramref name="steps"/> long, and what comes before and after.</summary>
    public static void Train(IGenerator generator, ulong seed, int steps)
    {
        foreach (var (number, phase) in generator.Phases.Index())
        {
            phase.Begin(Images());
            for (var i = 0; i < (number + 1 < generator.Phases.Count ? 2 : steps); i++)
            {
                using var batch = Batch(1);
                phase.Step(batch, new Seed(seed).For(i));
            }
            phase.EndEpoch(Images());
        }
    }

    public static Batch Batch(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        var labels = arange(12).remainder(3);
        var images = (Pattern(labels) + randn([12, 1, 32, 32], generator: generator) * 0.05).clamp(-1, 1);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }

    /// <summary>Of 24 samples, eight of each class, how many are nearest to their class's pattern.</summary>
    public static int RightOf24(IGenerator maker, int latentSize)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(7, CPU);
        var samples = maker.Sample(arange(3).repeat_interleave(8), randn([24, latentSize], generator: generator));
        var nearest = cdist(samples.flatten(1), Pattern(arange(3)).flatten(1)).argmin(1).data<long>().ToArray();
        return nearest.Where((n, i) => n == i / 8).Count();
    }

    public static byte[] Bytes(IReadOnlyDictionary<string, Tensor> weights) =>
        [.. weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => Bytes(w.Value))];

    public static string[] Digests(IGenerator generator) =>
        [.. generator.State().Select(s => $"{s.Key} {ContentHash.Of(Bytes(s.Value)).Hex[..8]}").Order(StringComparer.Ordinal)];

    public static byte[] Bytes(nn.Module network) => [.. network.parameters().SelectMany(Bytes)];

    public static byte[] Bytes(Tensor t) => t.detach().contiguous().bytes.ToArray();

    private static Tensor Pattern(Tensor labels)
    {
        var third = arange(32).mul(3).div(32, RoundingMode.floor).reshape(1, 1, 1, 32);
        return third.eq(labels.reshape(-1, 1, 1, 1)).to(ScalarType.Float32).mul(1.4).sub(0.7).expand(-1, 1, 32, 32);
    }
}
