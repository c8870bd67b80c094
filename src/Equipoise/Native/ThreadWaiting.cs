using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>
/// How libtorch's threads wait for one another. By default they spin, which on a machine that has other work takes the
/// processor from the thread they wait for: beside one other busy process, training on two cores was six times as slow.
/// Asleep they lose microseconds.
/// </summary>
internal static partial class ThreadWaiting
{
    /// <summary>Lets them sleep, unless the user has said how they should wait. Only of use before OpenMP is loaded.</summary>
    public static void Sleep()
    {
        if (OperatingSystem.IsLinux())
            _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
    }

    // The framework's own setter changes a copy that native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
