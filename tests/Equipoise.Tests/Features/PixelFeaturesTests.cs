using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

public class PixelFeaturesTests
{
    [Fact]
    public void Extract_Any_MeansOfSquares()
    {
        using var scope = NewDisposeScope();
        using var features = new PixelFeatures();
        var images = randn(2, 3, 64, 64);
        var y = features.Extract(images);
        Assert.Equal([2, 3 * 256], y.shape);
        Assert.Equal(images[1, 2, 60..64, 4..8].mean().item<float>(), y.reshape(2, 3, 16, 16)[1, 2, 15, 1].item<float>(), 1e-5);
        Assert.Equal([1, 256], features.Extract(zeros(1, 1, 32, 32)).shape);
    }
}
