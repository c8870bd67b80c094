using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public sealed class PixelCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SecondTime_DecodesNothing()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 5, 4);
        var counting = new Counting(SourceCatalog.Open(_folder.In("images"), new SourceOptions(), Silence.Instance));
        var preprocessing = new Preprocessing(32, 1, Fit.Pad);
        PixelCache.Open(counting, preprocessing, _folder.In("cache"), Silence.Instance).Cache.Dispose();
        Assert.Equal(9, counting.Decoded);
        using var again = PixelCache.Open(counting, preprocessing, _folder.In("cache"), Silence.Instance).Cache;
        Assert.Equal(9, counting.Decoded);
        PixelCache.Open(counting, preprocessing with { Resolution = 64 }, _folder.In("cache"), Silence.Instance).Cache.Dispose();
        PixelCache.Open(counting, preprocessing with { Fit = Fit.Crop }, _folder.In("cache"), Silence.Instance).Cache.Dispose();
        Assert.Equal(27, counting.Decoded);
    }

    [Fact]
    public void Open_DamagedCache_FilledAgain()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 5, 4);
        var counting = new Counting(SourceCatalog.Open(_folder.In("images"), new SourceOptions(), Silence.Instance));
        var preprocessing = new Preprocessing(32, 1, Fit.Pad);
        void Open() => PixelCache.Open(counting, preprocessing, _folder.In("cache"), Silence.Instance).Cache.Dispose();
        Open();
        var pixels = Directory.GetFiles(_folder.In("cache"), "*.pixels").Single();
        File.WriteAllBytes(pixels, File.ReadAllBytes(pixels)[..^1]);
        Open();
        Assert.Equal(18, counting.Decoded);
        File.WriteAllText(pixels + ".json", "[");
        Open();
        Assert.Equal(27, counting.Decoded);
    }

    [Fact]
    public void Open_FileGoneForAMoment_NotRememberedAsBad()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 5, 4);
        var source = SourceCatalog.Open(_folder.In("images"), new SourceOptions(), Silence.Instance);
        var preprocessing = new Preprocessing(32, 1, Fit.Pad);
        File.Move(_folder.In("images", "a", "000.png"), _folder.In("away"));
        var (cache, rows) = PixelCache.Open(source, preprocessing, _folder.In("cache"), Silence.Instance);
        cache.Dispose();
        Assert.Contains("cannot be read", rows[0].Reason);
        File.Move(_folder.In("away"), _folder.In("images", "a", "000.png"));
        (cache, rows) = PixelCache.Open(source, preprocessing, _folder.In("cache"), Silence.Instance);
        cache.Dispose();
        Assert.Null(rows[0].Reason);
    }

    [Fact]
    public void Gather_AnyOrder_ThoseImages()
    {
        using var dataset = TestImages.Load(_folder, 32, 5, 4);
        using var pixels = dataset.Gather([7, 0, 7]);
        Assert.Equal([3, 1, 32, 32], pixels.shape);
        var expected = TestImages.Draw(1, 32, 1002);
        Assert.Equal([.. expected, .. TestImages.Draw(0, 32, 0), .. expected], pixels.bytes.ToArray());
    }

    [Fact]
    public void Row_OutsideTheCache_Throws()
    {
        using var dataset = TestImages.Load(_folder, 32, 3, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Gather([6]).Dispose());
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Gather([-1]).Dispose());
    }

    [Fact]
    public void Take_ExtremePixels_MinusOneToOneAndBack()
    {
        using var dataset = TestImages.Load(_folder, 32, 3, 3);
        using var batch = dataset.All.Take([0, 4], TorchSharp.torch.CPU);
        Assert.Equal([0L, 1L], batch.Labels.data<long>().ToArray());
        Assert.InRange(batch.Images.max().item<float>(), 0.7f, 1f);
        using var back = ImageSets.ToBytes(batch.Images);
        Assert.Equal([.. TestImages.Draw(0, 32, 0), .. TestImages.Draw(1, 32, 1001)], back.bytes.ToArray());
    }

    private sealed class Counting(IImageSource inner) : IImageSource
    {
        private int _decoded;

        public int Decoded => _decoded;

        public string Format => inner.Format;

        public string Location => inner.Location;

        public IReadOnlyList<string> ClassNames => inner.ClassNames;

        public IReadOnlyList<ImageRecord> Records => inner.Records;

        public IReadOnlyList<Quarantined> Quarantine => inner.Quarantine;

        public RawImage Decode(ImageRecord record, int channels, int atLeast)
        {
            Interlocked.Increment(ref _decoded);
            return inner.Decode(record, channels, atLeast);
        }
    }
}
