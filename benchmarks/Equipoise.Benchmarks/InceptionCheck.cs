using System.Globalization;
using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Networks.Inception;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>inception [ROUNDS]</c>: features of Inception v3 as extractors compute them, beside the network as it is written down, in
/// single precision and in turns.
/// </summary>
internal static class InceptionCheck
{
    private const int BatchSize = 8, Side = 299, DefaultRounds = 5;

    public static int Run(string? rounds = null)
    {
        var count = rounds is null ? DefaultRounds : int.Parse(rounds, CultureInfo.InvariantCulture);
        var compute = Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance);
        using var noGrad = no_grad();
        using var random = new Seed(1).Torch(CPU);
        using var plain = new InceptionV3(InceptionVariant.Fid, 1008);
        Initialisation.He(plain, random);
        using var ours = new InceptionV3(InceptionVariant.Fid, 1008);
        Weights.Load(ours, plain.state_dict());
        ours.Fold();
        using var images = rand([BatchSize, 3, Side, Side], generator: random);
        Console.WriteLine($"Inception v3, {Side} px, batch {BatchSize}; threads {compute.Threads}; "
            + $"median of {count} rounds, ratios are medians of each round's.");
        Console.WriteLine(FormattableString.Invariant($"Features differ by {Difference(plain, ours, images):G2} of the largest."));
        List<(Spent Plain, Spent Ours)> spent = [];
        for (var round = 0; round < count; round++)
            spent.Add(round % 2 == 0 ? (Time(plain, images), Time(ours, images)) : Swap(Time(ours, images), Time(plain, images)));
        Print("plain", spent, s => s.Plain);
        Print("folded", spent, s => s.Ours);
        return 0;
    }

    private static (Spent, Spent) Swap(Spent ours, Spent plain) => (plain, ours);

    private static Spent Time(InceptionV3 network, Tensor images) => Spent.By(() => network.Features(images).Dispose());

    private static double Difference(InceptionV3 plain, InceptionV3 ours, Tensor images)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (plain.Features(images), ours.Features(images));
        return ((a - b).abs().max() / a.abs().max()).item<float>();
    }

    private static void Print(string name, List<(Spent Plain, Spent Ours)> spent, Func<(Spent Plain, Spent Ours), Spent> way)
    {
        var (wall, cpu) = (Spent.Median(spent.Select(s => way(s).Wall)), Spent.Median(spent.Select(s => way(s).Cpu)));
        var (byWall, byCpu) = (spent.Select(s => s.Plain.Wall / way(s).Wall).ToList(), Spent.Median(spent.Select(s => s.Plain.Cpu / way(s).Cpu)));
        var rounds = string.Join(" ", byWall.Select(r => r.ToString("F2", CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-8} {1e3 * wall,6:F0} ms wall {BatchSize / wall,6:F1} img/s {1e3 * cpu,6:F0} ms cpu; ")
            + string.Create(CultureInfo.InvariantCulture, $"plain / this: wall {Spent.Median(byWall):F2}, cpu {byCpu:F2}; wall of each round {rounds}"));
    }
}
