using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Archives;
using Equipoise.Data.Arrays;
using Equipoise.Data.Sources;
using Equipoise.Imaging;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Hostile;

/// <summary>
/// Whatever is done to a file, its reader gives a result or one of the two exceptions that tell the user, soon, and with
/// little memory.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Copies = 200;
    private const int ArchiveCopies = 60;
    private const double MaxSeconds = 2;
    private const long MaxAllocated = 64L << 20;
    private static readonly ImageLimits Limits = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Image_Jpeg_ResultOrReason()
    {
        using var bitmap = SKBitmap.Decode(TestImages.Png(2, 96, 5));
        Image(bitmap.Encode(SKEncodedImageFormat.Jpeg, 85).ToArray());
    }

    [Fact]
    public void Image_Png_ResultOrReason() => Image(TestImages.Png(1, 96, 5));

    [Fact]
    public void Image_ColourPngWithText_ResultOrReason() => Image(PngFile.Encode(
        [.. TestImages.Draw(0, 48, 1), .. TestImages.Draw(1, 48, 2), .. TestImages.Draw(2, 48, 3)], 3, 48, 48, new Provenance("dcgan", "", "a", 1, 1)));

    [Fact]
    public void Npy_AnyDamage_ResultOrReason() => File(
        "a.npy", ArrayFiles.Npy(TestImages.Draw(0, 28, 1), 1, 28, 28), path => NpyFile.Read(path, new ArrayLimits()));

    [Fact]
    public void Npz_AnyDamage_ResultOrReason() => File("a.npz", Npz(), Open<NpzFormat>);

    [Fact]
    public void Idx_AnyDamage_ResultOrReason()
    {
        System.IO.File.WriteAllBytes(_folder.In("labels-idx1-ubyte"), ArrayFiles.Idx([0, 1], 2));
        var images = ArrayFiles.Idx([.. TestImages.Draw(0, 28, 1), .. TestImages.Draw(1, 28, 1)], 2, 28, 28);
        File("images-idx3-ubyte", images, Open<IdxFormat>);
        File("images-idx3-ubyte", ArrayFiles.GZip(images), Open<IdxFormat>);
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    public void Archive_AnyDamage_ResultOrReason(string name)
    {
        (string Name, byte[] Content)[] entries = [("set/a/1.png", TestImages.Png(0, 32, 1)), ("set/b/2.png", TestImages.Png(1, 32, 1))];
        var tar = ArchiveFiles.Tar(entries.Select(e => ArchiveFiles.TarFile(e.Name, e.Content)));
        File(name, name == "a.zip" ? ArchiveFiles.Zip(entries) : name == "a.tar" ? tar : ArrayFiles.GZip(tar), path =>
        {
            Archive.Recognises(path);
            Archive.Extract(path, new ArchiveLimits(), _folder.In("cache"), Silence.Instance);
        }, ArchiveCopies);
        // Nothing half-done is left, and nothing is outside the cache.
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.In("cache", "archives")), f => f.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal([name, "cache"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("types")]
    [InlineData("strided")]
    [InlineData("nested")]
    [InlineData("before 1.6")]
    public void Pth_AnyDamage_ResultOrReason(string name) => File("w", ReferenceWeights.All["read"]![name]!.File(), Weights);

    [Fact]
    public void Safetensors_AnyDamage_ResultOrReason() => File("w", ReferenceWeights.All["safetensors"]!.File(), Weights);

    private static void Weights(string path)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        WeightsFile.Read(path);
    }

    private static void Image(byte[] file) => Assert.All(Damaged.Copies(file, Copies, 1), copy => Within(() =>
    {
        ImageFile.ReadHeader(copy, Limits);
        ImageFile.Decode(copy, 1, 32, Limits);
    }));

    private void File(string name, byte[] file, Action<string> read, int copies = Copies)
    {
        read(Save(name, file));
        Assert.All(Damaged.Copies(file, copies, 2), copy =>
        {
            var path = Save(name, copy);
            Within(() => read(path));
        });
    }

    private string Save(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(_folder.In(name), content);
        return _folder.In(name);
    }

    private static void Within(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        // A busy machine may hold up one attempt, hardly two in a row.
        Assert.True(Seconds(read) < MaxSeconds || Seconds(read) < MaxSeconds, $"longer than {MaxSeconds} s");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
    }

    private static double Seconds(Action read)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            read();
        }
        catch (Exception e) when (e is UnreadableImageException or UserException { ExitCode: ExitCode.BadData })
        {
            Assert.NotEmpty(e.Message);
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static void Open<T>(string path)
        where T : ISourceFormat, new()
    {
        var format = new T();
        format.Recognises(path);
        var source = format.Open(path, new SourceOptions(), Silence.Instance);
        source.Decode(source.Records[0], 1, 32);
    }

    private static byte[] Npz() => ArrayFiles.Npz(
        ("train_images", ArrayFiles.Npy([.. TestImages.Draw(0, 28, 1), .. TestImages.Draw(1, 28, 1)], 2, 28, 28)),
        ("train_labels", ArrayFiles.Npy([0, 1], 2)));
}
