using Equipoise.Evaluation.Embedding;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Embedding;

public class PrincipalComponentsTests
{
    [Theory]
    [InlineData(60, 8, 3)]
    [InlineData(8, 60, 5)]
    [InlineData(5, 1, 1)]
    public void Scores_TallOrWide_AsSingularValues(int rows, int columns, int count)
    {
        using var scope = NewDisposeScope();
        var x = Maps.Gaussians(rows, columns, 3).to(float64);
        x -= x.mean([0], keepdim: true);
        var scores = PrincipalComponents.Scores(x, count);
        var (u, s, _) = linalg.svd(x, fullMatrices: false);
        var expected = (u * s).narrow(1, 0, count);
        Assert.True(scores.abs().allclose(expected.abs(), 1e-8, 1e-8));
        Assert.All(Enumerable.Range(0, count), c => Assert.True(scores.select(1, c).max().item<double>() >= -scores.select(1, c).min().item<double>()));
    }
}
