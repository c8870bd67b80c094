using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Sources;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

public sealed class NpzFormatTests : IDisposable
{
    private static readonly byte[] Pictures = ArrayFiles.Npy([.. Enumerable.Range(0, 3).SelectMany(i => TestImages.Draw(i, 8, (ulong)i))], 3, 8, 8);
    private static readonly byte[] Labels = ArrayFiles.Npy([1, 0, 1], 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stored")]
    [InlineData("compressed")]
    public void Open_ImagesAndLabelsOfNumPy_SamePixels(string name)
    {
        var reference = ReferenceNumbers.Read("arrays.json");
        var source = Open(Convert.FromBase64String(reference["npz"]![name]!.GetValue<string>()));
        Assert.Equal(new ImageHeader("npz", 8, 9, 1), source.Records[0].Header);
        Assert.Equal("images/00005", source.Records[5].Path);
        Assert.Equal(reference["pictures"]!["labels"].Numbers(), source.Records.Select(r => (double)r.Label));
        Assert.Equal(
            reference["pictures"]!["values"].Numbers(),
            source.Records.SelectMany(r => source.Decode(r, 1, 32).Pixels).Select(p => (double)p));
        Assert.All(source.Records, r => Assert.Null(r.Part));
    }

    [Fact]
    public void Open_MedMnistInColour_PartsAndPixels()
    {
        var reference = ReferenceNumbers.Read("arrays.json");
        var source = Open(Convert.FromBase64String(reference["colourNpz"]!.GetValue<string>()));
        Assert.Equal(["train/00000", "train/00001", "val/00000", "test/00000"], source.Records.Select(r => r.Path));
        Assert.Equal([Part.Train, Part.Train, Part.Validation, Part.Test], source.Records.Select(r => r.Part));
        Assert.Equal(new ImageHeader("npz", 10, 8, 3), source.Records[0].Header);
        Assert.Equal(
            reference["colours"]!["values"].Numbers(),
            source.Records.SelectMany(r => source.Decode(r, 3, 32).Pixels).Select(p => (double)p));
    }

    [Theory]
    [InlineData("x_train", "y_train", Part.Train)]
    [InlineData("x_test", "y_test", Part.Test)]
    [InlineData("X", "y", null)]
    [InlineData("x", "y", null)]
    public void Open_OtherNamings_TheirPart(string images, string labels, Part? part)
    {
        var source = Open(ArrayFiles.Npz((images, Pictures), (labels, Labels), ("other", [1, 2])));
        Assert.Equal([1, 0, 1], source.Records.Select(r => r.Label));
        Assert.All(source.Records, r => Assert.Equal(part, r.Part));
    }

    [Theory]
    [InlineData("breastmnist.npz", "malignant", "normal, benign")]
    [InlineData("PneumoniaMNIST_64.npz", "normal", "pneumonia")]
    [InlineData("mine.npz", "0", "1")]
    public void Open_FileName_TellsTheClasses(string file, string zero, string one) =>
        Assert.Equal([zero, one], Open(ArrayFiles.Npz(("images", Pictures), ("labels", Labels)), file).ClassNames);

    public static TheoryData<string, byte[], byte[]> Refused => new()
    {
        { "2 labels for each image", Pictures, ArrayFiles.Npy([1, 0, 1, 0, 0, 0], 3, 2) },
        { "3 images, but", Pictures, ArrayFiles.Npy([1, 0], 2) },
        { "labels must be [N] or [N,1]", Pictures, ArrayFiles.Npy([1, 0, 1], 1, 1, 3) },
        { "images must be [N,H,W]", ArrayFiles.Npy(new byte[3 * 64], 3, 64), Labels },
        { "images must be [N,H,W]", ArrayFiles.Npy(new byte[3 * 8 * 8 * 8], 3, 8, 8, 8), Labels },
        { "less than 8 on a side", ArrayFiles.Npy(new byte[3 * 8 * 4], 3, 8, 4), Labels },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Open_WrongShapes_RefusedWithTheReason(string reason, byte[] images, byte[] labels) =>
        Assert.Contains(reason, Refusal(ArrayFiles.Npz(("images", images), ("labels", labels))));

    [Fact]
    public void Open_NoKnownName_RefusedListingWhatIsThere() =>
        Assert.Contains("Found: pictures, y.", Refusal(ArrayFiles.Npz(("pictures", Pictures), ("y", Labels))));

    [Fact]
    public void Open_NoLabels_RefusedNamingThem() =>
        Assert.Contains("'test_labels'", Refusal(ArrayFiles.Npz(("train_images", Pictures), ("train_labels", Labels), ("test_images", Pictures))));

    [Fact]
    public void Open_SameBytesInAnotherShape_OtherHashes()
    {
        var bytes = TestImages.Draw(0, 16, 1);
        var a = Open(ArrayFiles.Npz(("images", ArrayFiles.Npy(bytes, 1, 16, 16)), ("labels", ArrayFiles.Npy([0], 1))));
        var b = Open(ArrayFiles.Npz(("images", ArrayFiles.Npy(bytes, 1, 8, 32)), ("labels", ArrayFiles.Npy([0], 1))));
        Assert.NotEqual(a.Records[0].Hash, b.Records[0].Hash);
    }

    [Fact]
    public void Recognises_Paths_OnlyNpz()
    {
        var format = new NpzFormat();
        File.WriteAllBytes(_folder.In("a.npz"), ArrayFiles.Npz(("a", Labels)));
        File.WriteAllBytes(_folder.In("a.zip"), ArrayFiles.Npz(("a", Labels)));
        File.WriteAllText(_folder.In("text.npz"), "text");
        Assert.True(format.Recognises(_folder.In("a.npz")));
        Assert.False(format.Recognises(_folder.In("a.zip")));
        Assert.False(format.Recognises(_folder.In("text.npz")));
        Assert.False(format.Recognises(_folder.In("nowhere.npz")));
        Assert.False(format.Recognises(_folder.Path));
    }

    [Theory]
    [InlineData("breastmnist", 546, 78, 156)]
    [InlineData("pneumoniamnist", 3882, 524, 624)]
    public void Open_RealMedMnist_CountsAndPixelsAsNumPy(string name, int train, int validation, int test)
    {
        var source = SourceCatalog.Open(Path.Combine(RealData.Require("medmnist"), $"{name}.npz"), new SourceOptions(), Silence.Instance);
        Assert.Equal("npz", source.Format);
        Assert.Equal(
            [train, validation, test],
            new[] { Part.Train, Part.Validation, Part.Test }.Select(p => source.Records.Count(r => r.Part == p)));
        DatasetSums.Check(source, $"medmnist/{name}.npz", "train", "val", "test");
    }

    [Fact]
    public void Load_Npz_RowsAreTheArraysPixels()
    {
        File.WriteAllBytes(_folder.In("a.npz"), ArrayFiles.Npz(("images", Pictures), ("labels", Labels)));
        var options = new SourceOptions();
        using var dataset = Dataset.Load(
            SourceCatalog.Open(_folder.In("a.npz"), options, Silence.Instance), new Preprocessing(8, 1, Fit.Pad), options, Silence.Instance, _folder.In("cache"));
        using var pixels = dataset.All.Gather([2]);
        Assert.Equal(TestImages.Draw(2, 8, 2), pixels.bytes.ToArray());
    }

    private IImageSource Open(byte[] content, string file = "a.npz")
    {
        File.WriteAllBytes(_folder.In(file), content);
        return new NpzFormat().Open(_folder.In(file), new SourceOptions(), Silence.Instance);
    }

    private string Refusal(byte[] content)
    {
        var e = Assert.Throws<UserException>(() => Open(content));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }
}
