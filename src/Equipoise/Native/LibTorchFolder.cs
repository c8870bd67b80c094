using System.Text.RegularExpressions;
using Equipoise.Common;

namespace Equipoise.Native;

/// <summary>A folder that should hold libtorch: its files, its version, and what is wrong with it.</summary>
/// <remarks>Looks at files only; nothing is loaded.</remarks>
/// <param name="path">The folder, absolute or relative to the working directory.</param>
/// <param name="packaged">Whether it belongs to the program, rather than being the user's choice.</param>
internal sealed partial class LibTorchFolder(string path, bool packaged)
{
    /// <summary>The version TorchSharp was compiled for; only its patch number may differ.</summary>
    public const string Needed = "2.10";

    /// <summary>How a user finds the folder to name.</summary>
    public const string HowToFind =
        "To find yours: python3 -c \"import torch; print(torch.__path__[0] + '/lib', torch.__version__)\"";

    private static readonly string[] Required = ["c10", "torch_cpu", "torch"];

    // Each after what it depends on, so that a library finds the ones of this folder already loaded under the names it asks for.
    // Third parties such as OpenMP and cuDNN it finds through its run path, which PyTorch's installs set.
    private static readonly string[] InOrder = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    public bool Packaged => packaged;

    public bool Complete => !Missing().Any();

    public bool CudaBuilt => File.Exists(FileOf("torch_cuda"));

    /// <summary>The files to load, in this order.</summary>
    public IEnumerable<string> Files => InOrder.Select(FileOf).Where(File.Exists);

    /// <summary>The full path of a library of this folder; <c>torch_cpu</c> becomes <c>.../libtorch_cpu.so</c>.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, FileName(name));

    /// <summary>How this platform names the file of a library.</summary>
    public static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    /// <summary>Whether a version such as <c>2.10.0+cu128</c> has the binary interface this build needs.</summary>
    public static bool Fits(string version) => LeadingVersion().Match(version) is { Success: true, Value: Needed };

    /// <exception cref="UserException">The folder does not exist, lacks files, or says that it is another version.</exception>
    public void Check()
    {
        if (!Directory.Exists(Path))
            throw Unusable(File.Exists(Path) ? "is a file, not a folder" : "does not exist");
        if (!Complete)
            throw Unusable($"lacks {string.Join(", ", Missing())}");
        if (StatedVersion() is { } stated && !Fits(stated))
            throw Unusable($"holds version {stated}, but {Needed} is needed");
    }

    /// <summary>The version a PyTorch install states in <c>torch/version.py</c>, or a libtorch archive in <c>build-version</c>;
    /// null if there is neither.</summary>
    public string? StatedVersion()
    {
        string script = System.IO.Path.Combine(Path, "..", "version.py");
        string plain = System.IO.Path.Combine(Path, "..", "build-version");
        try
        {
            if (File.Exists(script) && PythonVersion().Match(File.ReadAllText(script)) is { Success: true } match)
                return match.Groups[1].Value;
            return File.Exists(plain) ? File.ReadAllText(plain).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // What the library says of itself decides, once it is loaded.
        }
    }

    /// <summary>The error for this folder.</summary>
    /// <param name="why">Completes "The folder ...".</param>
    /// <param name="details">What the system said, if it said anything.</param>
    public UserException Unusable(string why, string? details = null)
    {
        string said = details is null ? "" : $" The system says: {details}";
        return packaged
            ? new(ExitCode.Unexpected, $"The libtorch of this program cannot be used: '{Path}' {why}.{said}",
                $"Install the program again, or let {LibTorch.Variable} name the 'torch/lib' folder of a PyTorch {Needed} install.")
            : new(ExitCode.Usage, $"{LibTorch.Variable} names '{Path}', which {why}.{said}",
                $"It must name the 'torch/lib' folder of a PyTorch {Needed} install for this machine, or be unset. {HowToFind}");
    }

    private IEnumerable<string> Missing() => Required.Where(name => !File.Exists(FileOf(name))).Select(FileName);

    [GeneratedRegex(@"^\d+\.\d+")]
    private static partial Regex LeadingVersion();

    [GeneratedRegex("""__version__\s*(?::\s*\w+\s*)?=\s*['"]([^'"]+)['"]""")]
    private static partial Regex PythonVersion();
}
