using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Sources;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

public sealed class IdxFormatTests : IDisposable
{
    private const int Side = 9;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_TrainAndTest_PartsNamesAndPixels()
    {
        Write("train", [5, 7, 5]);
        Write("t10k", [7], packed: true);
        var source = Open(_folder.Path);
        Assert.Equal(["t10k/00000", "train/00000", "train/00001", "train/00002"], source.Records.Select(r => r.Path));
        Assert.Equal([Part.Test, Part.Train, Part.Train, Part.Train], source.Records.Select(r => r.Part));
        Assert.Equal(["5", "7"], source.ClassNames);
        Assert.Equal([1, 0, 1, 0], source.Records.Select(r => r.Label));
        Assert.All(source.Records, r => Assert.Equal(new ImageHeader("idx", Side, Side, 1), r.Header));
        Assert.Equal(Pixels(7, 1), source.Decode(source.Records[2], 1, 32).Pixels);
        Assert.Equal(3, source.Decode(source.Records[2], 3, 32).Channels);
        // The 7 of both parts is drawn alike but for its number.
        Assert.Equal(4, source.Records.Select(r => r.Hash).Distinct().Count());
    }

    [Fact]
    public void Open_OneFile_ItAloneWithItsLabels()
    {
        Write("train", [0, 1], packed: true);
        Write("t10k", [0]);
        Assert.Equal(["train/00000", "train/00001"], Open(_folder.In("train-images-idx3-ubyte.gz")).Records.Select(r => r.Path));
    }

    [Fact]
    public void Open_SetPackedAndUnpacked_ReadOnce()
    {
        Write("train", [0, 1]);
        Write("train", [0, 1], packed: true);
        Assert.Equal(2, Open(_folder.Path).Records.Count);
    }

    [Fact]
    public void Open_FashionInThePath_NamesOfItsClasses()
    {
        Directory.CreateDirectory(_folder.In("FashionMNIST", "raw"));
        Write(Path.Combine("FashionMNIST", "raw", "train"), [0, 9, 10]);
        Assert.Equal(["T-shirt/top", "Ankle boot", "10"], Open(_folder.In("FashionMNIST", "raw")).ClassNames);
    }

    [Fact]
    public void Open_ColourPlanes_Interleaved()
    {
        var reference = ReferenceNumbers.Read("arrays.json");
        var planar = Convert.FromBase64String(reference["idx"]!["planar"]!.GetValue<string>());
        File.WriteAllBytes(_folder.In("images-idx4-ubyte"), planar);
        File.WriteAllBytes(_folder.In("labels-idx1-ubyte"), ArrayFiles.Idx([0, 1, 0, 1], 4));
        var source = Open(_folder.In("images-idx4-ubyte"));
        Assert.Equal(new ImageHeader("idx", 10, 8, 3), source.Records[0].Header);
        Assert.All(source.Records, r => Assert.Null(r.Part));
        Assert.Equal(
            reference["colours"]!["values"].Numbers(),
            source.Records.SelectMany(r => source.Decode(r, 3, 32).Pixels).Select(p => (double)p));
    }

    [Fact]
    public void Open_FewerLabels_RefusedWithBothCounts()
    {
        Write("train", [0, 1, 0]);
        File.WriteAllBytes(_folder.In("train-labels-idx1-ubyte"), ArrayFiles.Idx([0, 1], 2));
        var what = Refusal(_folder.Path);
        Assert.Contains("3 images", what);
        Assert.Contains("2 labels", what);
    }

    [Fact]
    public void Open_NoLabels_RefusedNamingThem()
    {
        Write("train", [0, 1, 0]);
        File.Delete(_folder.In("train-labels-idx1-ubyte"));
        Assert.Contains("train-labels-idx1-ubyte", Refusal(_folder.Path));
    }

    [Fact]
    public void Open_TwoTrainingSets_Refused()
    {
        Write("emnist-letters-train", [0]);
        Write("emnist-digits-train", [0]);
        Assert.Contains("several datasets", Refusal(_folder.Path));
        Assert.Single(Open(_folder.In("emnist-digits-train-images-idx3-ubyte")).Records);
    }

    [Fact]
    public void Open_ImagesTooSmall_Refused()
    {
        File.WriteAllBytes(_folder.In("images-idx3-ubyte"), ArrayFiles.Idx(new byte[2 * 7 * 9], 2, 7, 9));
        File.WriteAllBytes(_folder.In("labels-idx1-ubyte"), ArrayFiles.Idx([0, 1], 2));
        Assert.Contains("9 x 7 pixels, less than 8", Refusal(_folder.Path));
    }

    [Fact]
    public void Recognises_Paths_OnlyIdx()
    {
        var format = new IdxFormat();
        Assert.False(format.Recognises(_folder.Path));
        Write("train", [0], packed: true);
        File.WriteAllText(_folder.In("fake-images-idx3-ubyte"), "text");
        File.WriteAllBytes(_folder.In("broken-images-idx3-ubyte.gz"), [0x1F, 0x8B, 8, 0]);
        Assert.True(format.Recognises(_folder.Path));
        Assert.True(format.Recognises(_folder.In("train-images-idx3-ubyte.gz")));
        Assert.False(format.Recognises(_folder.In("train-labels-idx1-ubyte.gz")));
        Assert.False(format.Recognises(_folder.In("fake-images-idx3-ubyte")));
        Assert.False(format.Recognises(_folder.In("broken-images-idx3-ubyte.gz")));
        Assert.False(format.Recognises(_folder.In("nowhere-images-idx3-ubyte")));
    }

    [Fact]
    public void Open_RealFashionMnist_CountsNamesAndPixelsAsNumPy()
    {
        var source = Open(RealData.Require("fashion-mnist"));
        Assert.Equal([10_000, 2_000], new[] { Part.Train, Part.Test }.Select(p => source.Records.Count(r => r.Part == p)));
        Assert.Equal(Enumerable.Repeat(1000, 10), Enumerable.Range(0, 10).Select(c => source.Records.Count(r => r.Part == Part.Train && r.Label == c)));
        Assert.Equal("T-shirt/top", source.ClassNames[0]);
        Assert.Equal("Ankle boot", source.ClassNames[9]);
        DatasetSums.Check(source, "fashion-mnist", "train", "t10k");
    }

    private static byte[] Pixels(int label, int number) => TestImages.Draw(label % 4, Side, (ulong)(100 * label + number));

    private void Write(string set, byte[] labels, bool packed = false)
    {
        Save($"{set}-images-idx3-ubyte", ArrayFiles.Idx([.. labels.SelectMany((l, i) => Pixels(l, i))], labels.Length, Side, Side), packed);
        Save($"{set}-labels-idx1-ubyte", ArrayFiles.Idx(labels, labels.Length), packed);
    }

    private void Save(string name, byte[] content, bool packed) =>
        File.WriteAllBytes(_folder.In(packed ? $"{name}.gz" : name), packed ? ArrayFiles.GZip(content) : content);

    private static IImageSource Open(string path) => new IdxFormat().Open(path, new SourceOptions(), Silence.Instance);

    private static string Refusal(string path)
    {
        var e = Assert.Throws<UserException>(() => Open(path));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }
}
