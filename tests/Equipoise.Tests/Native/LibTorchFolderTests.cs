using Equipoise.Common;
using Equipoise.Native;

namespace Equipoise.Tests.Native;

public sealed class LibTorchFolderTests : IDisposable
{
    private readonly DirectoryInfo _torch = Directory.CreateTempSubdirectory("equipoise-torch-");
    private readonly string _lib;

    public LibTorchFolderTests() => _lib = _torch.CreateSubdirectory("lib").FullName;

    public void Dispose() => _torch.Delete(recursive: true);

    [Fact]
    public void Check_FolderThatDoesNotExist_SaysSo() => Refused(Path.Combine(_lib, "nowhere"), "does not exist");

    [Fact]
    public void Check_File_SaysSo()
    {
        string file = Path.Combine(_lib, "file");
        File.WriteAllText(file, "");
        Refused(file, "is a file");
    }

    [Fact]
    public void Check_FilesMissing_NamesThem()
    {
        Fill("c10");
        Refused(_lib, $"lacks {LibTorchFolder.FileName("torch_cpu")}, {LibTorchFolder.FileName("torch")}.");
    }

    [Theory]
    [InlineData("version.py", "__version__ = '1.13.0a0'\ndebug = False", "holds version 1.13.0a0")]
    [InlineData("version.py", "__version__: str = \"2.100.0\"", "holds version 2.100.0")]
    [InlineData("build-version", "2.9.1+cpu\n", "holds version 2.9.1+cpu")]
    public void Check_AnotherVersion_SaysBoth(string file, string text, string why)
    {
        Fill("c10", "torch_cpu", "torch");
        File.WriteAllText(Path.Combine(_torch.FullName, file), text);
        UserException error = Refused(_lib, why);
        Assert.Contains(LibTorchFolder.Needed, error.What);
    }

    [Fact]
    public void Check_RightVersion_Passes()
    {
        Fill("c10", "torch_cpu", "torch");
        File.WriteAllText(Path.Combine(_torch.FullName, "version.py"), "from typing import Optional\n__version__ = '2.10.0+cu128'\n");
        new LibTorchFolder(_lib, packaged: false).Check();
    }

    [Theory]
    [InlineData("2.10.0", true)]
    [InlineData("2.10.1+cu128", true)]
    [InlineData("2.10", true)]
    [InlineData("2.1.0", false)]
    [InlineData("2.100.0", false)]
    [InlineData("12.10.0", false)]
    [InlineData("", false)]
    public void Fits_Version_ComparesMajorAndMinor(string version, bool fits) => Assert.Equal(fits, LibTorchFolder.Fits(version));

    [Fact]
    public void Files_CudaBuild_ComeAfterWhatTheyDependOn()
    {
        Fill("torch", "torch_cuda", "c10_cuda", "torch_cpu", "c10");
        var folder = new LibTorchFolder(_lib, packaged: false);
        Assert.True(folder.CudaBuilt);
        Assert.Equal(new[] { "c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch" }.Select(folder.FileOf), folder.Files);
    }

    private void Fill(params string[] names)
    {
        foreach (string name in names) File.WriteAllBytes(Path.Combine(_lib, LibTorchFolder.FileName(name)), []);
    }

    private static UserException Refused(string path, string why)
    {
        var error = Assert.Throws<UserException>(new LibTorchFolder(path, packaged: false).Check);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.StartsWith($"EQUIPOISE_LIBTORCH names '{path}', which {why}", error.What);
        Assert.Contains("torch/lib", error.Remedy);
        return error;
    }
}
