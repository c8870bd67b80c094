using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;
    private readonly Counting _extractor = new();

    public FeatureCacheTests() => _dataset = TestImages.Load(_folder, 32, 40, 30);

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Get_SecondTime_SameFeaturesAndNothingExtracted()
    {
        var first = Get(_dataset.All);
        Assert.Equal(70, _extractor.Images);
        Assert.Equal(first, Get(_dataset.All));
        Assert.Equal(70, _extractor.Images);
        using var batch = _dataset.All.Take([69], CPU);
        using var last = _extractor.Extract(batch.Images);
        Assert.Equal(last.data<float>().ToArray(), first[^256..]);
    }

    [Fact]
    public void Get_OtherImagesOrderOrIdentity_ExtractedAnew()
    {
        Get(_dataset.Select([1, 2, 3]));
        Get(_dataset.Select([3, 2, 1]));
        Get(_dataset.Select([1, 2]));
        Assert.Equal(8, _extractor.Images);
        _extractor.Identity = "other weights";
        Get(_dataset.Select([1, 2, 3]));
        Assert.Equal(11, _extractor.Images);
        using var larger = TestImages.Load(_folder, 64, 3, 3);
        Get(larger.Select([1, 2]));
        Assert.Equal(13, _extractor.Images);
    }

    [Fact]
    public void Get_DamagedFile_ExtractedAnewAndMended()
    {
        var right = Get(_dataset.Select([1, 2, 3]));
        var file = Directory.GetFiles(_folder.In("features")).Single();
        var whole = File.ReadAllBytes(file);
        byte[][] damaged = [[], whole[..^1], Flipped(whole, whole.Length - 1), Flipped(whole, whole.Length - 500), Flipped(whole, whole.Length / 2)];
        foreach (var bytes in damaged)
        {
            var before = _extractor.Images;
            File.WriteAllBytes(file, bytes);
            Assert.Equal(right, Get(_dataset.Select([1, 2, 3])));
            Assert.Equal(before + 3, _extractor.Images);
            Assert.Equal(whole, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void Get_AnotherSetsFileUnderItsName_NotTrusted()
    {
        var right = Get(_dataset.Select([1, 2, 3]));
        var file = Directory.GetFiles(_folder.In("features")).Single();
        Get(_dataset.Select([4, 5, 6]));
        File.Copy(Directory.GetFiles(_folder.In("features")).Single(f => f != file), file, overwrite: true);
        Assert.Equal(right, Get(_dataset.Select([1, 2, 3])));
    }

    [Fact]
    public void Get_FromDiskOrNot_OneTensorLeft()
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var before = statistics.ThreadTotalLiveCount;
            using (new FeatureCache(_folder.In("features")).Get(_extractor, _dataset.All, CPU, Silence.Instance))
                Assert.Equal(before + 1, statistics.ThreadTotalLiveCount);
            Assert.Equal(before, statistics.ThreadTotalLiveCount);
        }
    }

    private float[] Get(IImageSet images)
    {
        using var features = new FeatureCache(_folder.In("features")).Get(_extractor, images, CPU, Silence.Instance);
        return features.data<float>().ToArray();
    }

    private static byte[] Flipped(byte[] whole, int at)
    {
        byte[] bytes = [.. whole];
        bytes[at] ^= 1;
        return bytes;
    }

    private sealed class Counting : IFeatureExtractor
    {
        private readonly PixelFeatures _pixels = new(new FeatureContext(1, CPU));

        public int Images { get; private set; }

        public string Name => "counting";

        public int Width => _pixels.Width;

        public string Identity { get; set; } = "counting";

        public Tensor Extract(Tensor images)
        {
            Images += (int)images.shape[0];
            return _pixels.Extract(images);
        }

        public void Dispose() => _pixels.Dispose();
    }
}
