using System.Runtime.InteropServices;
using Equipoise.Native;

namespace Equipoise.Tests.Native;

public sealed unsafe class NnpackTests
{
    [Fact]
    public void SwitchOff_AfterSwitchingOn_IsOffAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux and macOS builds have it, each with names of its own");
        LibTorch.Load();
        nint library = LibTorch.Handle("torch_cpu");
        nint context = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "_ZN2at13globalContextEv"))();
        var enabled = (delegate* unmanaged<nint, byte>)NativeLibrary.GetExport(library, "_ZNK2at7Context17userEnabledNNPACKEv");
        Assert.Equal(0, enabled(context));
        // Only the switch: the library is not asked for a convolution in between.
        ((delegate* unmanaged<nint, byte, void>)NativeLibrary.GetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb"))(context, 1);
        Assert.Equal(1, enabled(context));
        Nnpack.SwitchOff(library);
        Assert.Equal(0, enabled(context));
    }
}
