using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

public class IntraClassDiversityTests
{
    [Fact]
    public void Of_Fixed_AsSciPy()
    {
        using var scope = NewDisposeScope();
        Assert.All(ReferenceFeatures.All, c => Assert.Equal(c.Value("diversity"), IntraClassDiversity.Of(c.Real(), c.Synthetic())!.Value, 1e-12));
    }

    [Fact]
    public void Of_OneImageRepeatedManyTimes_ExactlyZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, IntraClassDiversity.Of(randn(40, 256), randn(1, 256).expand(40, -1)));
    }

    [Fact]
    public void Of_HalfTheSpread_OneHalf()
    {
        using var scope = NewDisposeScope();
        var real = randn(20, 16);
        Assert.Equal(0.5, IntraClassDiversity.Of(real, real / 2 + 7)!.Value, 1e-5);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    [InlineData(0, 5)]
    public void Of_FewerThanTwoImages_Null(int real, int synthetic)
    {
        using var scope = NewDisposeScope();
        Assert.Null(IntraClassDiversity.Of(randn(real, 4), randn(synthetic, 4)));
    }

    [Fact]
    public void Of_RealImagesAllEqual_Null()
    {
        using var scope = NewDisposeScope();
        Assert.Null(IntraClassDiversity.Of(ones(5, 4), randn(5, 4)));
    }
}
