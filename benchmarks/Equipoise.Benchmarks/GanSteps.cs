using System.Globalization;
using Equipoise.Benchmarks.Plain;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>gan-steps [GAN...] [ROUNDS]</c>: training steps as a study runs them beside the same networks, losses and optimisers in
/// plain TorchSharp, in turns, so that a busy machine hinders both. Medians over rounds of one period each: a generator step
/// and its discriminator steps.
/// </summary>
internal static class GanSteps
{
    private const int BatchSize = 64, Resolution = 64, Classes = 3, WarmUp = 2, DefaultRounds = 7;

    public static int Run(string[] arguments)
    {
        var (names, rounds) = arguments is [.. var before, var last] && int.TryParse(last, CultureInfo.InvariantCulture, out var given)
            ? (before, given) : (arguments, DefaultRounds);
        if (rounds < 1)
            throw UserException.Usage($"ROUNDS must be at least 1; received {rounds}.");
        var compute = Compute.Set("auto", Precision.Auto, 0, Silence.Instance);
        foreach (var name in names.Length > 0 ? names : PlainGan.All.Names)
            Compare(name, rounds, compute);
        return 0;
    }

    // A period of one way, and whether its losses were finite.
    private sealed record Way(string Name, Func<int, bool> Period);

    private static void Compare(string name, int rounds, Compute compute)
    {
        using var fresh = PlainGan.Create(name, compute.Device);
        using var reused = PlainGan.Create(name, compute.Device);
        var spec = GeneratorCatalog.ResolveGan(name, []);
        string[] classes = [.. Enumerable.Range(0, Classes).Select(c => $"{c}")];
        var context = new GeneratorContext(classes, [.. classes.Select(_ => 1)], 1, Resolution, new Seed(1), compute.Device, compute.Precision);
        using var ours = spec.Build(context);
        using var single = spec.Build(context with { Precision = Precision.Fp32 });
        using var batch = Draw(compute.Device);
        var wrong = SameNetworks.Require(name, ours, spec.LatentSize, batch);
        foreach (var twin in new[] { fresh, reused })
            SameNetworks.CopyWeights(ours, twin);
        List<Way> ways =
        [
            new($"equipoise {Lower(compute.Precision)}", round => Period(ours, spec, batch, round)),
            new("equipoise fp32", round => Period(single, spec, batch, round)),
            new("plain, fresh fakes", _ => fresh.Period(batch, spec.DiscriminatorSteps, Fakes.Fresh)),
            new("plain, fakes reused", _ => reused.Period(batch, spec.DiscriminatorSteps, Fakes.Reused)),
        ];
        if (compute.Precision == Precision.Fp32)
            ways.RemoveAt(1);
        Console.WriteLine(
            $"{name}, {Resolution} px, batch {BatchSize}, {Classes} classes, discriminator steps per generator step {spec.DiscriminatorSteps}; "
            + $"{compute.Device}, threads {compute.Threads}, precision {Lower(compute.Precision)}; "
            + $"median of {rounds} rounds, ratios are medians of each round's.");
        if (wrong.Count > 0)
            Console.WriteLine(
                $"This libtorch computes the plain {string.Join(" and the plain ", wrong)} wrongly on this processor; "
                + "the time counts all the same.");
        Print(ways, Measure(ways, rounds, compute.Device), spec.DiscriminatorSteps * BatchSize);
    }

    // Of each way the rounds, in their order.
    private static List<Spent>[] Measure(List<Way> ways, int rounds, Device device)
    {
        var failed = new SortedSet<string>(StringComparer.Ordinal);
        var spent = ways.Select(_ => new List<Spent>()).ToArray();
        for (var round = 0; round < WarmUp + rounds; round++)
            // Another begins each time, since a turn may leave its successor a warm or a crowded machine.
            foreach (var way in Enumerable.Range(0, ways.Count).Select(i => (i + round) % ways.Count))
            {
                var time = Spent.By(() =>
                {
                    if (!ways[way].Period(round))
                        failed.Add(ways[way].Name);
                    if (device.type == DeviceType.CUDA)
                        cuda.synchronize();
                });
                if (round >= WarmUp)
                    spent[way].Add(time);
            }
        if (failed.Count > 0)
            Console.WriteLine($"Losses were not finite: {string.Join("; ", failed)}.");
        return spent;
    }

    private static void Print(List<Way> ways, List<Spent>[] spent, int images)
    {
        Console.WriteLine(
            $"{"by",-20} {"ms wall",9} {"img/s",7} {"ms cpu",9} {"ratio wall",11} {"ratio cpu",10}  ratio wall of each round");
        foreach (var (way, own) in ways.Zip(spent))
        {
            var (wall, cpu) = (Spent.Median(own.Select(s => s.Wall)), Spent.Median(own.Select(s => s.Cpu)));
            List<double> byWall = [.. own.Zip(spent[0], (theirs, ours) => theirs.Wall / ours.Wall)];
            var byCpu = Spent.Median(own.Zip(spent[0], (theirs, ours) => theirs.Cpu / ours.Cpu));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{way.Name,-20} {1e3 * wall,9:F0} {images / wall,7:F1} {1e3 * cpu,9:F0} {Spent.Median(byWall),11:F2} {byCpu,10:F2}")
                + $"  {string.Join(" ", byWall.Select(r => r.ToString("F2", CultureInfo.InvariantCulture)))}");
        }
    }

    private static bool Period(IGan gan, GanSpec spec, Batch batch, int round)
    {
        var finite = true;
        for (var step = 0; step < spec.DiscriminatorSteps; step++)
            finite &= gan.Step(batch, new Seed(2).For(round * spec.DiscriminatorSteps + step)).Finite;
        return finite;
    }

    private static Batch Draw(Device device)
    {
        using var random = new Seed(3).Torch(CPU);
        using var scope = NewDisposeScope();
        var images = rand([BatchSize, 1, Resolution, Resolution], generator: random) * 2 - 1;
        var labels = arange(BatchSize, dtype: ScalarType.Int64).remainder(Classes);
        return new Batch(images.to(device).DetachFromDisposeScope(), labels.to(device).DetachFromDisposeScope());
    }

    private static string Lower(Precision precision) => precision.ToString().ToLowerInvariant();
}
