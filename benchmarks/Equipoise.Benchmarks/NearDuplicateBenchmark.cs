using BenchmarkDotNet.Attributes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Benchmarks;

/// <summary>
/// The search for copies among 100,000 fingerprints against the plain double loop that compares all of them. The loop
/// does only the first <see cref="PlainImages"/> images: times (100,000 / 2,000)^2 = 2,500 for the whole.
/// </summary>
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3)]
[MemoryDiagnoser]
public class NearDuplicateBenchmark
{
    public const int Images = 100_000, PlainImages = 2_000;

    private Fingerprint[] _prints = [];
    private Fingerprint[] _crowded = [];

    [GlobalSetup]
    public void Draw()
    {
        var seed = new Seed(0);
        var template = Smooth(seed.For("template"));
        _prints = new Fingerprint[Images];
        Parallel.For(0, Images, i => _prints[i] = Fingerprint.Of(Around(template, seed.For(i)), 32, 32));
        // Every tenth image is the same one.
        _crowded = [.. _prints.Select((p, i) => i % 10 == 0 ? _prints[0] : p)];
    }

    [Benchmark]
    public int Search() => NearDuplicates.Find(_prints, new NearDuplicateSettings(), Silence.Instance).Pairs.Count;

    [Benchmark]
    public int SearchWithTenThousandCopies() => NearDuplicates.Find(_crowded, new NearDuplicateSettings(), Silence.Instance).Pairs.Count;

    [Benchmark(Baseline = true)]
    public int PlainLoop()
    {
        var copies = 0;
        for (var b = 0; b < PlainImages; b++)
            for (var a = 0; a < b; a++)
                if (_prints[a].Similarity(_prints[b]) is var (upright, mirrored) && Math.Max(upright, mirrored) >= 0.985)
                    copies++;
        return copies;
    }

    // As radiographs are: a shape that all share, and each its own waves, weaker the finer they are.
    private static byte[] Around(double[] template, Seed seed)
    {
        var own = Smooth(seed);
        return [.. template.Select((t, i) => (byte)Math.Clamp(128 + 20 * (t + own[i]), 0, 255))];
    }

    private static double[] Smooth(Seed seed)
    {
        var random = seed.Random();
        var waves = Enumerable.Range(0, 256).Select(i => (U: i % 16, V: i / 16)).Where(f => f.U + f.V > 0)
            .Select(f => (f.U, f.V, Height: random.NextGaussian() / Math.Sqrt(f.U * f.U + f.V * f.V))).ToArray();
        var rows = new double[16 * 32];
        foreach (var (u, v, height) in waves)
            for (var x = 0; x < 32; x++)
                rows[v * 32 + x] += height * Math.Cos((2 * x + 1) * u * Math.PI / 64);
        return [.. Enumerable.Range(0, 32 * 32).Select(i => Enumerable.Range(0, 16)
            .Sum(v => rows[v * 32 + i % 32] * Math.Cos((2 * (i / 32) + 1) * v * Math.PI / 64)))];
    }
}
