using System.Runtime.InteropServices;
using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>Where and how the networks run.</summary>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Precision">fp32 or bf16.</param>
/// <param name="Threads">Threads of a tensor operation; on the CPU results are repeatable only for the same number.</param>
/// <param name="LibTorch">The libtorch in use, e.g. 2.10.0.</param>
public sealed record Compute(Device Device, Precision Precision, int Threads, string LibTorch)
{
    /// <summary>Resolves the user's wishes and sets up libtorch for this process.</summary>
    /// <param name="device">auto, cpu or cuda.</param>
    /// <param name="threads">0 for what <c>OMP_NUM_THREADS</c> says or, where it says nothing, all processors.</param>
    /// <exception cref="UserException">An unknown or absent device.</exception>
    public static Compute Set(string device, Precision precision, int threads, IRunProgress progress)
    {
        var libtorch = Native.LibTorch.Load();
        var type = device switch
        {
            "cpu" => TorchSharp.DeviceType.CPU,
            "auto" => cuda_is_available() ? TorchSharp.DeviceType.CUDA : TorchSharp.DeviceType.CPU,
            "cuda" when cuda_is_available() => TorchSharp.DeviceType.CUDA,
            "cuda" => throw UserException.Usage(
                "No CUDA device is available to the libtorch in use.", "Use --device cpu, or point EQUIPOISE_LIBTORCH at a CUDA build; 'equipoise doctor' shows what was loaded."),
            _ => throw UserException.Usage($"Unknown device '{device}'.", Suggestion.Among(device, ["auto", "cpu", "cuda"])),
        };
        if (threads < 0)
            throw UserException.Usage($"--threads must be 0 (all) or more; received {threads}.");
        set_num_threads(threads == 0 ? DefaultThreads() : threads);
        return new Compute(new Device(type), Autocast.Resolve(precision, type, progress), get_num_threads(), libtorch.Version);
    }

    // Clusters set the variable to the processors that were granted.
    private static int DefaultThreads() =>
        int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var threads) && threads > 0 ? threads : Environment.ProcessorCount;

    /// <summary>What a reader needs to repeat a run, in display order.</summary>
    public IReadOnlyDictionary<string, string> Describe() => new Dictionary<string, string>
    {
        ["Equipoise"] = Version,
        ["TorchSharp"] = typeof(Tensor).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        ["libtorch"] = LibTorch,
        [".NET"] = Environment.Version.ToString(),
        ["Operating system"] = RuntimeInformation.OSDescription,
        ["Architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["Device"] = Device.ToString(),
        ["Precision"] = Precision.ToString().ToLowerInvariant(),
        ["Threads"] = Threads.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Equipoise's own version.</summary>
    public static string Version { get; } =
        System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(typeof(Compute).Assembly)
            ?.InformationalVersion ?? "unknown";
}
