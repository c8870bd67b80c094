using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>
/// What the C library does with memory that libtorch frees. By default glibc gives larger blocks back to the system at once and
/// asks for them again at the next operation: half of the time of a DCGAN's step on one core went into zeroed pages. Kept within
/// limits, memory is reused: the process holds at most <see cref="Kept"/> more than it needs, and blocks of <see cref="Own"/> and
/// more still go back at once.
/// </summary>
internal static partial class Heap
{
    private const int Kept = 256 << 20, Own = 32 << 20;

    // M_* of glibc's malloc.h.
    private const int TrimThreshold = -1, MmapThreshold = -3;

    /// <summary>Lets freed memory be kept, unless the user has set glibc's own variables.</summary>
    public static void KeepFreed()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out _))
            return;
        Set("MALLOC_TRIM_THRESHOLD_", TrimThreshold, Kept);
        Set("MALLOC_MMAP_THRESHOLD_", MmapThreshold, Own);
    }

    private static void Set(string variable, int option, int value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            _ = SetOption(option, value);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
