using Equipoise.Evaluation.Embedding;

namespace Equipoise.Tests.Evaluation.Embedding;

public class SplineTests
{
    [Fact]
    public void Weights_OnANode_ThoseOfTheQuintic()
    {
        var weights = new float[Spline.Width];
        Spline.Weights(0, weights);
        Assert.All(weights.Zip(new[] { 1, 26, 66, 26, 1, 0 }), w => Assert.Equal(w.Second / 120.0, w.First, 1e-6));
    }

    // The weights of a B-spline sum to 1 and have the point itself as mean, and a variance of width / 12.
    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.9f)]
    public void Weights_Between_MomentsOfASpline(float fraction)
    {
        var weights = new float[Spline.Width];
        Spline.Weights(fraction, weights);
        double Moment(int order) => Enumerable.Range(0, Spline.Width).Sum(k => weights[k] * Math.Pow(k - 2 - fraction, order));
        Assert.Equal(1, Moment(0), 1e-6);
        Assert.Equal(0, Moment(1), 1e-6);
        Assert.Equal(Spline.Width / 12.0, Moment(2), 1e-6);
    }
}
