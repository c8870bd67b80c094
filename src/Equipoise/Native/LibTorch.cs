using System.Runtime.InteropServices;
using Equipoise.Common;

namespace Equipoise.Native;

/// <summary>Loads libtorch: the one that came with the program, or the one of an existing PyTorch install.</summary>
/// <remarks>
/// <para>The environment variable <c>EQUIPOISE_LIBTORCH</c> names the folder of a PyTorch install in which <c>libtorch_cpu.so</c>
/// lies, <c>.../site-packages/torch/lib</c>. Its version must be <c>2.10</c>, any patch; CUDA builds are welcome. Unset or empty,
/// the program's own libtorch is used.</para>
/// <para>Call <see cref="Load"/> before any use of TorchSharp. Where that is forgotten it happens as TorchSharp's
/// assembly is loaded, but a mistake in the variable then ends in TorchSharp's own error rather than in a plain one.</para>
/// <para>Two libtorch in one process end it, and TorchSharp loads whatever lies beside the program. So a Linux build keeps its
/// natives in the folder <c>libtorch</c>, where nothing finds them but this class.</para>
/// </remarks>
public static unsafe class LibTorch
{
    /// <summary>The environment variable that names the folder of another libtorch.</summary>
    public const string Variable = "EQUIPOISE_LIBTORCH";

    private static readonly Lazy<(LibTorchFolder Folder, LibTorchInfo Info)> Loaded = new(LoadOnce);

    /// <summary>Loads libtorch and TorchSharp's native library, the first time; every call describes what was loaded.</summary>
    /// <exception cref="UserException">There is none, or it cannot be used; every later call fails likewise.</exception>
    /// <exception cref="InvalidOperationException">Another libtorch was loaded before, because TorchSharp was used.</exception>
    public static LibTorchInfo Load() => Loaded.Value.Info;

    /// <summary>The handle of one of libtorch's libraries, such as <c>torch_cpu</c> or <c>c10</c>, for P/Invoke; 0 for any
    /// other.</summary>
    internal static nint Handle(string name) => name switch
    {
        "c10" or "torch_cpu" or "torch" or "c10_cuda" or "torch_cuda" =>
            NativeLibrary.TryLoad(Loaded.Value.Folder.FileOf(name), out nint handle) ? handle : 0,
        _ => 0,
    };

    private static (LibTorchFolder, LibTorchInfo) LoadOnce()
    {
        LibTorchFolder folder = Choose();
        folder.Check();
        RefuseIfAnotherIsLoaded(folder);
        ThreadWaiting.SleepSoon();
        Heap.KeepFreed();
        foreach (string file in folder.Files)
            if (!DynamicLoader.TryLoad(file, bindNow: false, out _, out string? error))
                throw folder.Unusable($"holds a {Path.GetFileName(file)} that cannot be loaded", error);
        string version = CheckVersion(folder);
        RefuseIfAnotherWouldBeLoaded(folder);
        LoadTorchSharp(folder);
        Nnpack.SwitchOff(NativeLibrary.Load(folder.FileOf("torch_cpu")));
        return (folder, new(folder.Path, folder.Packaged, version, folder.CudaBuilt,
            MappedLibraries.Read() is { Count: > 0 } mapped ? mapped : [.. folder.Files]));
    }

    private static LibTorchFolder Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path && !string.IsNullOrWhiteSpace(path))
            return new(path, packaged: false);
        return PackagedDirectories().Select(directory => new LibTorchFolder(directory, packaged: true)).FirstOrDefault(f => f.Complete)
            ?? throw new UserException(ExitCode.Usage, "This program came without libtorch, and no other is named.",
                $"Let {Variable} name the 'torch/lib' folder of a PyTorch {LibTorchFolder.Needed} install. {LibTorchFolder.HowToFind}");
    }

    private static IEnumerable<string> PackagedDirectories() =>
        ProbedDirectories().Prepend(Path.Combine(AppContext.BaseDirectory, "libtorch"));

    // Where the runtime looks for native libraries: beside the program, or in the folders that its deps.json lists.
    private static IEnumerable<string> ProbedDirectories() =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append(AppContext.BaseDirectory)
            .Select(directory => Path.TrimEndingDirectorySeparator(directory)).Distinct();

    private static void RefuseIfAnotherIsLoaded(LibTorchFolder folder)
    {
        string file = LibTorchFolder.FileName("torch_cpu");
        if (MappedLibraries.Read().FirstOrDefault(path => Path.GetFileName(path).StartsWith(file, StringComparison.Ordinal)) is { } other
            && !DynamicLoader.IsLoaded(folder.FileOf("torch_cpu")))
            throw new InvalidOperationException(
                $"'{other}' is loaded already, so that '{folder.Path}' cannot be: call LibTorch.Load before any use of TorchSharp.");
    }

    private static void RefuseIfAnotherWouldBeLoaded(LibTorchFolder folder)
    {
        if (folder.Packaged) return;
        string? other = ProbedDirectories().Select(directory => Path.Combine(directory, LibTorchFolder.FileName("torch_cpu")))
            .FirstOrDefault(file => File.Exists(file) && !DynamicLoader.IsLoaded(file));
        if (other is not null)
            throw new UserException(ExitCode.Usage, $"{Variable} is set, but TorchSharp would load '{other}' too.",
                $"Unset {Variable}, or use a build without libtorch (dotnet publish -p:BundleLibtorch=false).");
    }

    // aoti_torch_abi_version packs the version into its highest bytes: major, minor, patch. Only recent versions have it.
    private static string CheckVersion(LibTorchFolder folder)
    {
        nint library = NativeLibrary.Load(folder.FileOf("torch_cpu"));
        if (!NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out nint function))
            throw folder.Unusable($"holds an older version; {LibTorchFolder.Needed} is needed");
        ulong packed = ((delegate* unmanaged<ulong>)function)();
        string version = $"{packed >> 56}.{(packed >> 48) & 0xff}.{(packed >> 40) & 0xff}";
        if (!LibTorchFolder.Fits(version))
            throw folder.Unusable($"holds version {version}, but {LibTorchFolder.Needed} is needed");
        return folder.StatedVersion() ?? version;
    }

    private static void LoadTorchSharp(LibTorchFolder folder)
    {
        string name = LibTorchFolder.FileName("LibTorchSharp");
        string path = PackagedDirectories().Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
            ?? throw new UserException(ExitCode.Unexpected, $"The program's folder '{AppContext.BaseDirectory}' lacks {name}.",
                "Install the program again.");
        if (!DynamicLoader.TryLoad(path, bindNow: true, out _, out string? error))
            throw folder.Unusable($"does not fit this program's {name}", error);
    }
}
