using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public sealed class FileWalkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Below_LinkToAFolderAbove_EachFileOnce()
    {
        Write("a", "deep", "1");
        Write("b", "2");
        Directory.CreateSymbolicLink(_folder.In("a", "deep", "up"), _folder.Path);
        Assert.Equal(["1", "2"], Names(_folder.In("a")).Order());
        Assert.Equal(["1", "2"], Names(_folder.Path).Order());
    }

    [Fact]
    public void Below_TwoFoldersThatLinkToEachOther_EachFileOnce()
    {
        Write("a", "1");
        Write("b", "2");
        Directory.CreateSymbolicLink(_folder.In("a", "to-b"), Path.Combine("..", "b"));
        Directory.CreateSymbolicLink(_folder.In("b", "to-a"), Path.Combine("..", "a"));
        Assert.Equal(["1", "2"], Names(_folder.In("a")));
    }

    [Fact]
    public void Below_RootReachedThroughALink_EachFileOnce()
    {
        Write("real", "a", "1");
        Directory.CreateSymbolicLink(_folder.In("link"), _folder.In("real"));
        Directory.CreateSymbolicLink(_folder.In("real", "a", "loop"), _folder.In("link", "a"));
        Assert.Equal(["1"], Names(_folder.In("link", "a")));
    }

    [Fact]
    public void Below_LinkToAFolderElsewhere_Followed()
    {
        Write("elsewhere", "1");
        Directory.CreateDirectory(_folder.In("a"));
        Directory.CreateSymbolicLink(_folder.In("a", "link"), _folder.In("elsewhere"));
        Assert.Equal(["1"], Names(_folder.In("a")));
    }

    // They are listed as files, so that whoever reads them can say that they cannot be read.
    [Fact]
    public void Below_BrokenAndSelfReferringLinks_ListedAsFiles()
    {
        Write("a", "1");
        File.CreateSymbolicLink(_folder.In("a", "broken"), _folder.In("nowhere"));
        File.CreateSymbolicLink(_folder.In("a", "self"), _folder.In("a", "self"));
        Assert.Equal(["1", "broken", "self"], Names(_folder.In("a")));
    }

    [Fact]
    public void Open_BrokenLinks_Quarantined()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 6, 6);
        File.CreateSymbolicLink(_folder.In("images", "a", "broken.png"), _folder.In("nowhere"));
        File.CreateSymbolicLink(_folder.In("images", "b", "self.png"), _folder.In("images", "b", "self.png"));
        var source = SourceCatalog.Open(_folder.In("images"), new SourceOptions(), Equipoise.Common.Silence.Instance);
        Assert.Equal(12, source.Records.Count);
        Assert.Equal(["a/broken.png", "b/self.png"], source.Quarantine.Select(q => q.Path));
    }

    private void Write(params string[] parts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.In(parts))!);
        File.WriteAllText(_folder.In(parts), "");
    }

    private static string[] Names(string root) => [.. FileWalk.Below(new DirectoryInfo(root)).Select(f => f.Name)];
}
