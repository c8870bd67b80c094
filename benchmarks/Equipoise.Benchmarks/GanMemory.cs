using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>gan-memory GAN [STEPS]</c>: whether the memory of a training stays as it is. Trains tiny networks and tells live tensors
/// and resident memory ten times; between the first and the last the tensors must be equally many and the memory within 1 %.
/// </summary>
internal static class GanMemory
{
    private const int BatchSize = 8, Resolution = 32, Classes = 3, DefaultSteps = 10_000, Reports = 10;

    private const double Tolerance = 0.01;

    // The runtime would compile the loop anew after 10,000 rounds, and that takes 2 MiB.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run(string name, string? steps = null)
    {
        var compute = Compute.Set("cpu", Precision.Auto, threads: 1, Silence.Instance);
        var spec = Spec(name);
        var every = Every(steps, spec.DiscriminatorSteps);
        using var gan = spec.Build(new GeneratorContext(["a", "b", "c"], [5, 4, 1], 1, Resolution, new Seed(1), CPU, compute.Precision));
        Console.WriteLine(
            $"{name}, {Resolution} px, batch {BatchSize}; cpu, threads {compute.Threads}, "
            + $"precision {compute.Precision.ToString().ToLowerInvariant()}");
        Console.WriteLine($"{"steps",9} {"tensors",8} {"resident MiB",13} {"of files",9} {"managed MiB",12} {"collections",12}");
        var states = new List<State>();
        for (var step = 1L; step <= every * Reports; step++)
        {
            Step(gan, step);
            if (step % every == 0)
                states.Add(Tell(step));
        }
        return Judge(states[0], states[^1]);
    }

    private readonly record struct State(long Tensors, long Resident);

    // Whole periods, so that every report comes right after a generator step.
    private static long Every(string? steps, int period)
    {
        var wanted = DefaultSteps;
        if (steps is not null && !int.TryParse(steps, CultureInfo.InvariantCulture, out wanted))
            wanted = 0;
        return wanted >= Reports * period
            ? wanted / Reports / period * period
            : throw UserException.Usage($"STEPS must be at least {Reports * period}; received {steps}.");
    }

    // A batch of its own for every step, as in training.
    private static void Step(IGan gan, long step)
    {
        using var batch = Draw(new Seed(2).For(step));
        var losses = gan.Step(batch, new Seed(3).For(step));
        if (!losses.Finite)
            throw new DivergedException("the GAN", $"at step {step}");
    }

    private static State Tell(long step)
    {
        var state = new State(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, Resident("VmRSS"));
        const double MiB = 1 << 20;
        // What the managed heap holds of the system, used or not.
        var managed = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{step,9} {state.Tensors,8} {state.Resident / MiB,13:F2} {Resident("RssFile") / MiB,9:F2} {managed / MiB,12:F2} {GC.CollectionCount(0),12}"));
        return state;
    }

    private static int Judge(State first, State last)
    {
        var drift = (double)last.Resident / first.Resident - 1;
        var flat = last.Tensors == first.Tensors && Math.Abs(drift) < Tolerance;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(flat ? "ok" : "NOT FLAT")}: tensors {first.Tensors} -> {last.Tensors}, resident memory {100 * drift:+0.00;-0.00} %"));
        return flat ? 0 : 1;
    }

    // Bytes; of all memory or of mapped files, whose pages the system drops and reads again as it likes.
    private static long Resident(string kind)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith($"{kind}:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static GanSpec Spec(string name) => GeneratorCatalog.ResolveGan(name, JsonNode.Parse("""
        {"latentSize": 16, "batchSize": 8, "maxWidth": 64, "hiddenSize": 64, "labelSize": 16, "bagan": {"maxWidth": 128}}
        """)!.AsObject());

    // Noise around a grey of its own for each class.
    private static Batch Draw(Seed seed)
    {
        using var random = seed.Torch(CPU);
        using var scope = NewDisposeScope();
        var labels = arange(BatchSize, dtype: ScalarType.Int64).remainder(Classes);
        var greys = (labels - 1).to(ScalarType.Float32).mul(0.5).reshape(-1, 1, 1, 1);
        var images = (greys + 0.1 * randn([BatchSize, 1, Resolution, Resolution], generator: random)).clamp(-1, 1);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }
}
