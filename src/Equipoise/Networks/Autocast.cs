using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Equipoise.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Mixed precision for a stretch of code. TorchSharp has no binding for autocast, so libtorch's own functions are
/// called by their mangled names, which hold for one libtorch on Linux: probed once, with fp32 as the fallback.
/// </summary>
public sealed partial class Autocast : IDisposable
{
    private static readonly Lazy<string?> Objection = new(Probe);

    // The device for which this thread is in autocast.
    [ThreadStatic]
    private static sbyte? _entered;

    private readonly sbyte? _device;

    private Autocast(sbyte? device)
    {
        _device = device;
        if (device is not { } d)
            return;
        IncrementNesting();
        SetDtype(d, (sbyte)ScalarType.BFloat16);
        SetEnabled(d, 1);
        _entered = d;
    }

    /// <summary>Enters the precision until disposed, on this thread. Backward passes belong outside.</summary>
    /// <param name="precision">Not <see cref="Precision.Auto"/>; resolve it first.</param>
    public static Autocast Enter(Precision precision, DeviceType device) =>
        new(precision == Precision.Bf16 ? (sbyte)device : null);

    /// <summary>Leaves autocast, where this thread is in it, until disposed.</summary>
    internal static Suspension Suspend() => new(_entered);

    /// <summary>What a wish comes to on this machine.</summary>
    /// <returns><see cref="Precision.Fp32"/> or <see cref="Precision.Bf16"/>.</returns>
    public static Precision Resolve(Precision wish, DeviceType device, IRunProgress progress)
    {
        if (wish == Precision.Auto)
            return IsFast(device) && Objection.Value is null ? Precision.Bf16 : Precision.Fp32;
        if (wish == Precision.Bf16 && Objection.Value is { } objection)
        {
            progress.Warn($"bf16 is not available ({objection}); training in fp32.");
            return Precision.Fp32;
        }
        if (wish == Precision.Bf16 && !IsFast(device))
            progress.Warn("This processor has no instructions for bf16, so training in it may take many times as long; --precision auto would use fp32.");
        return wish;
    }

    public void Dispose()
    {
        if (_device is not { } device)
            return;
        SetEnabled(device, 0);
        _entered = null;
        DecrementNesting();
        ClearCache();
    }

    /// <summary>A stretch of code within autocast that is not in it.</summary>
    internal sealed class Suspension : IDisposable
    {
        private readonly sbyte? _device;

        public Suspension(sbyte? device)
        {
            _device = device;
            if (device is { } d)
                SetEnabled(d, 0);
        }

        /// <summary>Whether there was autocast to leave.</summary>
        public bool Suspends => _device is not null;

        public void Dispose()
        {
            if (_device is { } d)
                SetEnabled(d, 1);
        }
    }

    private static bool IsFast(DeviceType device) =>
        device == DeviceType.CUDA || (X86Base.IsSupported && HasAvx512Bf16);

    /// <summary>Whether the processor multiplies bfloat16 itself (CPUID leaf 7, subleaf 1, EAX bit 5).</summary>
    public static bool HasAvx512Bf16 =>
        X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    private static string? Probe()
    {
        try
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            using (new Autocast((sbyte)DeviceType.CPU))
                if (mm(ones(2, 2), ones(2, 2)).dtype != ScalarType.BFloat16)
                    return "autocast has no effect";
            return ConvolvesRightly() ? null : "this libtorch computes convolutions in bf16 wrongly on this processor";
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return "this libtorch does not export autocast";
        }
    }

    // As narrow as convolutions in bf16 ever are here; NarrowConv tells what goes wrong below that. All that is summed here
    // is exact in bf16.
    private static bool ConvolvesRightly()
    {
        using var maps = ones(4, 16, 8, 8);
        return Agree(maps, x => nn.functional.conv2d(x, ones(16, 16, 4, 4), strides: [2, 2], padding: [1, 1]))
            && Agree(maps, x => nn.functional.conv_transpose2d(x, ones(16, 16, 4, 4), strides: [2, 2], padding: [1, 1]));
    }

    private static bool Agree(Tensor x, Func<Tensor, Tensor> convolve)
    {
        using var scope = NewDisposeScope();
        Tensor half;
        using (new Autocast((sbyte)DeviceType.CPU))
            half = convolve(x).to(ScalarType.Float32);
        return half.equal(convolve(x)).all().item<bool>();
    }

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void SetEnabled(sbyte device, byte enabled);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void SetDtype(sbyte device, sbyte dtype);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast17increment_nestingEv")]
    private static partial int IncrementNesting();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast17decrement_nestingEv")]
    private static partial int DecrementNesting();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void ClearCache();
}
