using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Equipoise.Native;

/// <summary>Lets P/Invokes into <c>torch_cpu</c>, <c>c10</c> and <c>LibTorchSharp</c> reach what <see cref="LibTorch"/> loads,
/// and has it loaded where nobody called <see cref="LibTorch.Load"/>.</summary>
internal static class LibTorchResolver
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Only callbacks are registered; nothing is loaded before a native call.")]
    internal static void Register()
    {
        // This library's own calls: before the runtime looks anywhere, as the system may have a libtorch of its own.
        NativeLibrary.SetDllImportResolver(typeof(LibTorchResolver).Assembly, static (name, _, _) => LibTorch.Handle(name));
        // TorchSharp's: after the runtime has looked beside the program in vain.
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (_, name) => LibTorch.Handle(name);
    }
}
