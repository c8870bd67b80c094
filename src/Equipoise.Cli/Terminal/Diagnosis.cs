using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Native;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Cli.Terminal;

internal enum Health
{
    Good,
    Notice,
    Broken,
}

/// <summary>One thing looked at, how it is, and what to do if it is not well.</summary>
/// <param name="ExitCode">What a broken check ends the program with.</param>
internal sealed record Check(string What, Health Health, string Found, string? Remedy = null, ExitCode ExitCode = ExitCode.Unexpected);

/// <summary>Looks at the machine.</summary>
internal static class Diagnosis
{
    public static IReadOnlyList<Check> Run()
    {
        var libtorch = Guarded("libtorch", () => Describe(LibTorch.Load()));
        return
        [
            new("Equipoise", Health.Good, Compute.Version),
            new(".NET", Health.Good, $"{Environment.Version} on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})"),
            Guarded("SDK", () => new("SDK", Health.Good, SystemVersions.Sdk ?? "none found; only building needs one")),
            libtorch,
            // Without it nothing of TorchSharp may be touched: it would look for a libtorch of its own.
            .. libtorch.Health == Health.Broken ? [] : Tensors(),
            new("processor", Health.Good, ProcessorFeatures),
            Memory(),
            Disk("working folder", Environment.CurrentDirectory),
            Disk("cache folder", PixelCache.DefaultFolder),
        ];
    }

    public static string Format(IReadOnlyList<Check> checks)
    {
        var text = new StringBuilder();
        foreach (var check in checks)
        {
            var mark = check.Health switch { Health.Good => "ok", Health.Notice => "note", _ => "BROKEN" };
            text.Append(CultureInfo.InvariantCulture, $"{mark,-7} {check.What,-18} {check.Found}\n");
            if (check.Remedy is not null)
                text.Append(CultureInfo.InvariantCulture, $"{"",-26} {check.Remedy}\n");
        }
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<Check> Tensors() =>
    [
        Guarded("loaded files", () => new("loaded files", Health.Good, string.Join("\n" + new string(' ', 27), LibTorch.Load().Files))),
        Guarded("libstdc++", () => new("libstdc++", Health.Good, SystemVersions.LibStdCxx ?? "not asked for")),
        Guarded("tensor operations", Multiply),
        Guarded("device", () => cuda_is_available()
            ? new("device", Health.Good, $"{cuda.device_count()} CUDA device(s)")
            : new("device", Health.Notice, "no CUDA device; training runs on the processor", "For a GPU, point EQUIPOISE_LIBTORCH at the torch/lib folder of a CUDA build of PyTorch.")),
        Guarded("precision", () => Autocast.Resolve(Precision.Auto, TorchSharp.DeviceType.CPU, Silence.Instance) == Precision.Bf16
            ? new("precision", Health.Good, "bf16 (avx512_bf16)")
            : new("precision", Health.Notice, "fp32; bf16 is not offered on this processor", "Nothing to do; training takes up to twice as long.")),
    ];

    private static Check Guarded(string what, Func<Check> check)
    {
        try
        {
            return check();
        }
        catch (UserException e)
        {
            return new(what, Health.Broken, e.What, e.Remedy, e.ExitCode);
        }
        catch (Exception e)
        {
            return new(what, Health.Broken, (e.InnerException ?? e).Message.ReplaceLineEndings(" "));
        }
    }

    private static Check Multiply()
    {
        using var a = ones(64, 64);
        using var product = a.mm(a);
        return product.sum().item<float>() == 64 * 64 * 64
            ? new("tensor operations", Health.Good, $"work, {get_num_threads()} threads")
            : new("tensor operations", Health.Broken, "a matrix product came out wrong");
    }

    private static Check Describe(LibTorchInfo t) => new(
        "libtorch", Health.Good, $"{t.Version}, {(t.CudaBuilt ? "CUDA" : "CPU")} build, {(t.Packaged ? "packaged" : LibTorch.Variable)}: {t.Directory}");

    private static string ProcessorFeatures => string.Join(", ", new (string Name, bool There)[]
    {
        ("avx2", Avx2.IsSupported), ("avx512f", Avx512F.IsSupported), ("avx512_bf16", Autocast.HasAvx512Bf16), ("neon", AdvSimd.IsSupported),
    }.Where(f => f.There).Select(f => f.Name).DefaultIfEmpty("no vector extensions that matter"));

    private static Check Memory()
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var found = string.Create(CultureInfo.InvariantCulture, $"{total:F1} GiB, {Environment.ProcessorCount} processors");
        return total < 3
            ? new("memory", Health.Notice, found, "The phantom study needs about 3 GiB; lower batch sizes for larger ones.")
            : new("memory", Health.Good, found);
    }

    private static Check Disk(string what, string folder) => Guarded(what, () =>
    {
        AtomicFile.RequireWritable(folder);
        var free = new DriveInfo(folder).AvailableFreeSpace / (double)(1L << 30);
        var found = string.Create(CultureInfo.InvariantCulture, $"{folder}, {free:F1} GiB free");
        return free < 2
            ? new(what, Health.Notice, found, "Free some space; a study needs from 0.1 to several GiB.")
            : new(what, Health.Good, found);
    });
}
