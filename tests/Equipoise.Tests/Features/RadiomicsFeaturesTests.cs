using Equipoise.Features;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

public class RadiomicsFeaturesTests
{
    public static TheoryData<string> Images => [.. ReferenceNumbers.Read("radiomics.json").AsObject().Select(i => i.Key)];

    [Theory]
    [MemberData(nameof(Images))]
    public void Extract_Image_AsByNumPy(string image)
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceNumbers.Read("radiomics.json")[image]!;
        long[] shape = [1, .. reference["shape"].Numbers().Select(s => (long)s)];
        float[] pixels = [.. reference["pixels"]!.GetValue<string>().Split(' ').Select(v => (float)(int.Parse(v) / 127.5 - 1))];
        var features = Named(tensor(pixels).reshape(shape));
        var expected = reference["features"]!.AsObject();
        Assert.Equal(expected.Select(f => f.Key).Order(), features.Keys.Order());
        Assert.All(expected, f => Assert.True(
            Agree(f.Value!.GetValue<double>(), features[f.Key]), $"{f.Key}: {f.Value} expected, {features[f.Key]:R} found"));

        static bool Agree(double a, double b) => Math.Abs(a - b) <= Math.Max(1e-8, 1e-6 * Math.Abs(a));
    }

    [Fact]
    public void Extract_ManyImages_EachAsAlone()
    {
        using var scope = NewDisposeScope();
        using var extractor = new RadiomicsFeatures(new FeatureContext(1, CPU));
        var images = Texture(5, 24, 33, 1);
        var features = extractor.Extract(images);
        Assert.Equal([5, extractor.Width], features.shape);
        Assert.Equal(extractor.Width, extractor.Names.Distinct().Count());
        for (var i = 0; i < 5; i++)
            Assert.True(features[i].equal(extractor.Extract(images[i..(i + 1)])[0]).all().item<bool>());
        Assert.False(features[0].equal(features[1]).all().item<bool>());
    }

    public static TheoryData<string> Degenerate => ["black", "white", "grey", "one pixel", "halves", "chequers", "faint"];

    [Theory]
    [MemberData(nameof(Degenerate))]
    public void Extract_DegenerateImage_Finite(string kind)
    {
        using var scope = NewDisposeScope();
        foreach (var side in new[] { 16, 61 })
        {
            var image = zeros(1, 1, side, side);
            switch (kind)
            {
                case "black":
                    image.fill_(-1);
                    break;
                case "white":
                    image.fill_(1);
                    break;
                case "grey":
                    image.fill_(0.1234567);
                    break;
                case "one pixel":
                    image.fill_(-1)[0, 0, 3, 5] = tensor(1f);
                    break;
                case "halves":
                    image[.., .., .., ..(side / 2)].fill_(-1);
                    break;
                case "chequers":
                    image.add_((arange(side) + arange(side).unsqueeze(1)) % 2 * 2 - 1);
                    break;
                default:
                    image[0, 0, 3, 5] = tensor(float.Epsilon);
                    break;
            }
            Assert.All(Named(image), f => Assert.True(double.IsFinite(f.Value), f.Key));
        }
    }

    [Fact]
    public void Extract_FlatImage_LimitValues()
    {
        using var scope = NewDisposeScope();
        var features = Named(full([1, 1, 16, 16], 0.1234567f));
        foreach (var band in new[] { "original", "log-1", "log-2", "haar-lh", "haar-hl", "haar-hh", "gradient" })
            foreach (var zero in new[] { "intensity.variance", "intensity.skewness", "intensity.excess-kurtosis", "histogram.entropy" })
                Assert.Equal(0, features[$"{band}.{zero}"]);
        foreach (var band in new[] { "original", "log-1", "log-2" })
        {
            Assert.Equal(1, features[$"{band}.glcm.correlation"]);
            Assert.Equal(0, features[$"{band}.glcm.information-correlation-1"]);
            Assert.Equal(0, features[$"{band}.glcm.information-correlation-2"]);
            Assert.Equal(0, features[$"{band}.glcm.contrast"]);
        }
        Assert.Equal(256 * 256, features["original.glszm.large-zone-emphasis"]);
        Assert.Equal(0, Named(full([1, 1, 16, 16], -1f))["original.intensity.coefficient-of-variation"]);
    }

    [Fact]
    public void Extract_BlurAndNoise_MoveFeaturesAsTheyShould()
    {
        using var scope = NewDisposeScope();
        var image = Texture(1, 48, 48, 1);
        var (sharp, blurred) = (Named(image), Named(nn.functional.avg_pool2d(image, 3, 1, 1, count_include_pad: false)));
        foreach (var falls in new[] { "original.glcm.contrast", "log-1.intensity.variance", "haar-hh.intensity.variance", "gradient.intensity.mean" })
            Assert.True(blurred[falls] < 0.5 * sharp[falls], falls);
        Assert.True(blurred["original.glcm.correlation"] > sharp["original.glcm.correlation"]);

        var smooth = linspace(-0.8, 0.8, 48).reshape(1, 1, 1, 48).expand(1, 1, 48, 48);
        var (clean, noisy) = (Named(smooth), Named(smooth + 0.1 * image));
        foreach (var rises in new[] { "original.glcm.joint-entropy", "log-2.histogram.entropy", "original.glrlm.short-run-emphasis", "original.glszm.zone-percentage" })
            Assert.True(noisy[rises] > clean[rises] + 0.1, rises);
    }

    [Fact]
    public void Extract_HorizontalStripes_OnlyInLH()
    {
        using var scope = NewDisposeScope();
        var features = Named((arange(20) % 2 - 0.5).reshape(1, 1, 20, 1).expand(1, 1, 20, 30));
        Assert.True(features["haar-lh.intensity.variance"] > 0.1);
        Assert.Equal(0, features["haar-hl.intensity.variance"]);
        Assert.Equal(0, features["haar-hh.intensity.variance"]);
    }

    [Fact]
    public void Extract_ThreeEqualChannels_AsOne()
    {
        using var scope = NewDisposeScope();
        var image = Texture(2, 32, 32, 1);
        using var grey = new RadiomicsFeatures(new FeatureContext(1, CPU));
        using var colour = new RadiomicsFeatures(new FeatureContext(3, CPU));
        Assert.True(grey.Extract(image).equal(colour.Extract(image.expand(2, 3, 32, 32))).all().item<bool>());
        Assert.Equal(grey.Width, colour.Width);
    }

    [Fact]
    public void Extract_OfWeightsThatTrain_NoGradientAndNoTensorLeft()
    {
        using var scope = NewDisposeScope();
        using var extractor = new RadiomicsFeatures(new FeatureContext(1, CPU));
        using var images = rand([2, 1, 16, 16], requires_grad: true);
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
        using var extractor = new RadiomicsFeatures(new FeatureContext(1, CPU));
        Assert.Throws<ArgumentException>(() => extractor.Extract(zeros(2, channels, height, width)));
    }

    private static Dictionary<string, double> Named(Tensor image)
    {
        using var extractor = new RadiomicsFeatures(new FeatureContext((int)image.shape[1], CPU));
        var features = extractor.Extract(image)[0].data<float>().ToArray();
        return extractor.Names.Zip(features).ToDictionary(f => f.First, f => (double)f.Second);
    }

    // Noise without a generator.
    private static Tensor Texture(int count, int height, int width, double swing) =>
        (swing * sin(arange(count * height * width, ScalarType.Float64).square() * 0.37)).to(ScalarType.Float32).reshape(count, 1, height, width);
}
