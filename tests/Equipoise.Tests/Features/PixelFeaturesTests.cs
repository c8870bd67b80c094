using Equipoise.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

public class PixelFeaturesTests
{
    // Area i of n pixels in a row begins at floor(i n / 16) and ends before ceil((i + 1) n / 16).
    [Theory]
    [InlineData(1, 16, 16)]
    [InlineData(3, 64, 64)]
    [InlineData(1, 37, 20)]
    public void Extract_AnySize_MeansOfAreas(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var extractor = new PixelFeatures(new FeatureContext(channels, CPU));
        var images = rand(2, channels, height, width) * 2 - 1;
        var pixels = images.data<float>().ToArray();
        var features = extractor.Extract(images);
        Assert.Equal([2, extractor.Width], features.shape);
        var expected = new List<float>();
        for (var plane = 0; plane < 2 * channels; plane++)
            for (var y = 0; y < 16; y++)
                for (var x = 0; x < 16; x++)
                    expected.Add((from r in Area(y, height) from c in Area(x, width) select pixels[(plane * height + r) * width + c]).Average());
        Assert.Equal(expected, features.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);

        static IEnumerable<int> Area(int i, int n) => Enumerable.Range(i * n / 16, ((i + 1) * n + 15) / 16 - i * n / 16);
    }

    [Fact]
    public void Extract_OfWeightsThatTrain_NoGradientAndNoTensorLeft()
    {
        using var scope = NewDisposeScope();
        using var extractor = new PixelFeatures(new FeatureContext(1, CPU));
        using var images = rand([2, 1, 32, 32], requires_grad: true);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var features = extractor.Extract(images))
            Assert.False(features.requires_grad);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Theory]
    [InlineData(1, 15, 64)]
    [InlineData(1, 64, 15)]
    [InlineData(3, 64, 64)]
    public void Extract_TooSmallOrOtherChannels_Refused(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var extractor = new PixelFeatures(new FeatureContext(1, CPU));
        Assert.Throws<ArgumentException>(() => extractor.Extract(zeros(2, channels, height, width)));
    }
}
