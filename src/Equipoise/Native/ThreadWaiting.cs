using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>
/// How libtorch's threads wait for one another. By default they spin for milliseconds, which on a machine that has other work
/// takes the processor from the thread they wait for: beside one other busy process, training DCGAN on two cores was six
/// times as slow. A few microseconds of spinning keep what there is to gain.
/// </summary>
internal static partial class ThreadWaiting
{
    /// <summary>Lets them sleep soon, unless the user has said how they should wait. Only of use before OpenMP is loaded.</summary>
    public static void SleepSoon()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            _ = SetVariable("GOMP_SPINCOUNT", "2000", overwrite: 0);
    }

    // The framework's own setter changes a copy that native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
