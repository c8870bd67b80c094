using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public sealed class FolderFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_TwoClasses_LabelsInNameOrder()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 3, 2);
        var source = Open();
        Assert.Equal(["a", "b"], source.ClassNames);
        Assert.Equal([0, 0, 0, 1, 1], source.Records.Select(r => r.Label));
        Assert.Equal("a/000.png", source.Records[0].Path);
        Assert.Equal(new ImageHeader("png", 32, 32, 1), source.Records[0].Header);
        Assert.Empty(source.Quarantine);
    }

    [Fact]
    public void Open_NestedFoldersAndLitter_ImagesOnly()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 1, 1);
        Directory.CreateDirectory(_folder.In("images", "a", "deep", "er"));
        File.Copy(_folder.In("images", "a", "000.png"), _folder.In("images", "a", "deep", "er", "x.bin"));
        File.WriteAllText(_folder.In("images", "a", ".DS_Store"), "");
        File.WriteAllText(_folder.In("images", "b", "Thumbs.db"), "");
        Assert.Equal(["a/000.png", "a/deep/er/x.bin", "b/000.png"], Open().Records.Select(r => r.Path));
    }

    [Fact]
    public void Open_LinkLoop_EachFolderOnce()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 2, 1);
        Directory.CreateSymbolicLink(_folder.In("images", "a", "loop"), _folder.In("images", "a"));
        Assert.Equal(3, Open().Records.Count);
    }

    public static TheoryData<string, byte[], string> BrokenFiles => new()
    {
        { "zero.png", [], "empty file" },
        { "text.png", "not a picture"u8.ToArray(), "not an image" },
        { "bomb.png", PngBomb.Make(20_000, 20_000), "more than the limit" },
        { "tiny.png", TestImages.Png(0, 4, 1), "less than" },
        { "synthetic.png", TestImages.Png(0, 32, 1, new Provenance("dcgan", "", "a", 1, 1)), "synthetic image (made by dcgan)" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void Open_BrokenFile_QuarantinedAndTheRestGoesOn(string name, byte[] content, string reason)
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 6, 6);
        File.WriteAllBytes(_folder.In("images", "b", name), content);
        var source = Open();
        Assert.Equal(12, source.Records.Count);
        var quarantined = Assert.Single(source.Quarantine);
        Assert.Equal($"b/{name}", quarantined.Path);
        Assert.Contains(reason, quarantined.Reason);
    }

    [Fact]
    public void Load_TruncatedImage_QuarantinedWhenDecoded()
    {
        TestImages.WriteFolder(_folder.In("images"), 64, 6, 6);
        var whole = File.ReadAllBytes(_folder.In("images", "a", "000.png"));
        File.WriteAllBytes(_folder.In("images", "a", "000.png"), whole[..(whole.Length / 2)]);
        using var dataset = TestImages.Open(_folder, 64);
        Assert.Equal([5, 6], dataset.PerClass);
        Assert.Contains("truncated", Assert.Single(dataset.Quarantine).Reason);
        using var pixels = dataset.All.Gather([0]);
        Assert.Equal(TestImages.Draw(0, 64, 1), pixels.bytes.ToArray());
    }

    [Fact]
    public void Load_TruncatedJpeg_QuarantinedWhenDecoded()
    {
        TestImages.WriteFolder(_folder.In("images"), 64, 6, 6);
        using var bitmap = SkiaSharp.SKBitmap.Decode(TestImages.Png(0, 64, 5));
        var jpeg = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 90).ToArray();
        File.WriteAllBytes(_folder.In("images", "b", "cut.jpg"), jpeg[..(jpeg.Length * 2 / 3)]);
        using var dataset = TestImages.Open(_folder, 64);
        Assert.Equal([6, 6], dataset.PerClass);
        Assert.Equal("b/cut.jpg", Assert.Single(dataset.Quarantine).Path);
    }

    [Fact]
    public void Open_TooManyBroken_BadDataWithExamples()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 3, 3);
        for (var i = 0; i < 3; i++)
            File.WriteAllText(_folder.In("images", "a", $"bad{i}.png"), "x");
        var e = Assert.Throws<UserException>(() => Open());
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("a/bad0.png", e.What);
        Assert.Equal(6, Open(new SourceOptions { MaxQuarantineShare = 0.5 }).Records.Count);
    }

    [Fact]
    public void Open_EmptyFolder_BadDataWithRemedy()
    {
        Directory.CreateDirectory(_folder.In("images"));
        var e = Assert.Throws<UserException>(() => Open());
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void Open_PathDoesNotExist_BadDataNamingIt()
    {
        var e = Assert.Throws<UserException>(() => SourceCatalog.Open(_folder.In("nowhere"), new SourceOptions(), Silence.Instance));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("nowhere", e.What);
    }

    [Fact]
    public void Open_UnknownFormat_SuggestsTheNearest() => Assert.Contains(
        "Did you mean 'folder'?", Assert.Throws<UserException>(() => SourceCatalog.Open("foldr:x", new SourceOptions(), Silence.Instance)).Remedy);

    [Fact]
    public void Open_RealCovidSet_CountsAndPatientsOfItsReadme()
    {
        var source = SourceCatalog.Open($"folder:{RealData.Require("covid19-xray")}", new SourceOptions(), Silence.Instance);
        Assert.Equal([124, 500, 500], Enumerable.Range(0, 3).Select(c => source.Records.Count(r => r.Label == c)));
        Assert.Equal(682, source.Records.Select(r => r.Patient).OfType<string>().Distinct().Count());
    }

    private IImageSource Open(SourceOptions? options = null) => SourceCatalog.Open(_folder.In("images"), options ?? new SourceOptions(), Silence.Instance);
}
