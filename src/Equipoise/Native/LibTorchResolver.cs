using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>Lets this library's P/Invokes into <c>torch_cpu</c> and <c>c10</c> reach the libtorch that <see cref="LibTorch"/> loads,
/// and has it loaded where nobody called <see cref="LibTorch.Load"/>.</summary>
internal static class LibTorchResolver
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Only callbacks are registered, unless TorchSharp is there already.")]
    internal static void Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibTorchResolver).Assembly, static (name, _, _) => LibTorch.Handle(name));

        // Before TorchSharp's first code runs: it would ask the system for a libtorch by name, and some systems have an old one.
        AppDomain.CurrentDomain.AssemblyLoad += static (_, loaded) => LoadFor(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies()) LoadFor(assembly);
    }

    private static void LoadFor(Assembly assembly)
    {
        if (assembly.GetName().Name != "TorchSharp") return;
        try { LibTorch.Load(); }
        catch (Exception) { /* LibTorch.Load says it again to whoever calls it; a callback has nobody to tell. */ }
    }
}
