using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>
/// NNPACK, libtorch's second implementation of convolutions. Whether it is taken depends on the processor and on what a virtual
/// machine tells of it; where it cannot be, libtorch prints a warning for every convolution.
/// </summary>
internal static unsafe class Nnpack
{
    /// <summary>Leaves every convolution to the others. Does nothing where the library has no such switch.</summary>
    /// <param name="library">The handle of <c>torch_cpu</c>.</param>
    public static void SwitchOff(nint library)
    {
        // The C++ names of at::globalContext() and at::Context::setUserEnabledNNPACK(bool); builds for Windows have no NNPACK.
        if (NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out nint globalContext)
            && NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out nint setEnabled))
            ((delegate* unmanaged<nint, byte, void>)setEnabled)(((delegate* unmanaged<nint>)globalContext)(), 0);
    }
}
