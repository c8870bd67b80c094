using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Equipoise.Native;

/// <summary>The system's loader of shared libraries, with the options of <c>dlopen</c> that .NET does not offer.</summary>
internal static unsafe class DynamicLoader
{
    private const int Lazy = 1, Now = 2, NoLoad = 4;   // RTLD_*, of glibc and musl

    /// <summary>Loads a library.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="bindNow">Resolve every function at once, so that a library which does not fit fails here, rather than ending
    /// the process at the first call of a function that is not there. Linux only.</param>
    /// <param name="handle">Its handle, or 0.</param>
    /// <param name="error">What the system said, in one line, if it could not be loaded.</param>
    public static bool TryLoad(string path, bool bindNow, out nint handle, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (OperatingSystem.IsLinux())
        {
            handle = Open(path, bindNow ? Now : Lazy);
            if (handle == 0) error = LastError();
        }
        else if (!NativeLibrary.TryLoad(path, out handle))
        {
            error = $"'{path}' or a library that it needs cannot be loaded";
        }
        return error is null;
    }

    /// <summary>Whether this very file is loaded already, under whatever path; unknown, and so false, anywhere but on Linux.</summary>
    public static bool IsLoaded(string path) => OperatingSystem.IsLinux() && Open(path, Lazy | NoLoad) != 0;

    private static nint Open(string path, int mode)
    {
        var open = (delegate* unmanaged<byte*, int, nint>)Function("dlopen");
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        try { return open(name, mode); }
        finally { Marshal.FreeCoTaskMem((nint)name); }
    }

    private static string LastError() =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Function("dlerror"))())?.ReplaceLineEndings(" ") ?? "unknown error";

    // In libc or libdl, depending on its age; the runtime itself has loaded whichever it is.
    private static nint Function(string name) => NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), name);
}
