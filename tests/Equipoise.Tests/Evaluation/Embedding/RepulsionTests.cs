using Equipoise.Evaluation.Embedding;

namespace Equipoise.Tests.Evaluation.Embedding;

public class RepulsionTests
{
    [Fact]
    public void Forces_Exact_AsTheDefinition()
    {
        var at = Maps.Clustered(37, 5);
        var forces = new Plane(37);
        var sum = new ExactRepulsion().Forces(at, forces);
        double expectedSum = 0;
        for (var i = 0; i < 37; i++)
        {
            double x = 0, y = 0;
            for (var j = 0; j < 37; j++)
            {
                double dx = at.X[i] - at.X[j], dy = at.Y[i] - at.Y[j];
                var near = 1 / (1 + dx * dx + dy * dy);
                (x, y, expectedSum) = (x + near * near * dx, y + near * near * dy, expectedSum + (i == j ? 0 : near));
            }
            Assert.Equal(x, forces.X[i], 1e-5);
            Assert.Equal(y, forces.Y[i], 1e-5);
        }
        Assert.Equal(expectedSum, sum, 1e-5 * expectedSum);
    }

    // From the start, where points are within a thousandth, to maps wider than the finest grid.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(300, 1e-4)]
    [InlineData(300, 0.7)]
    [InlineData(1000, 8)]
    [InlineData(1000, 18.5)]
    [InlineData(2000, 40)]
    [InlineData(3000, 150)]
    public void Forces_Interpolated_WithinAHundredthOfTheExact(int points, float extent)
    {
        var at = Maps.Clustered(points, extent);
        var (exact, interpolated) = (new Plane(points), new Plane(points));
        var sum = new ExactRepulsion().Forces(at, exact);
        Assert.Equal(sum, new InterpolatedRepulsion().Forces(at, interpolated), 5e-4 * sum);
        double error = 0, square = 0;
        for (var i = 0; i < points; i++)
        {
            error += Math.Pow(exact.X[i] - interpolated.X[i], 2) + Math.Pow(exact.Y[i] - interpolated.Y[i], 2);
            square += Math.Pow(exact.X[i], 2) + Math.Pow(exact.Y[i], 2);
        }
        Assert.InRange(Math.Sqrt(error / square), 0, 0.01);
    }

    [Fact]
    public void Forces_InterpolatedOnGrowingMaps_AsIfNew()
    {
        var reused = new InterpolatedRepulsion();
        foreach (var extent in new[] { 1f, 30, 31, 90, 2 })
        {
            var at = Maps.Clustered(200, extent);
            var (first, second) = (new Plane(200), new Plane(200));
            Assert.Equal(new InterpolatedRepulsion().Forces(at, first), reused.Forces(at, second));
            Assert.Equal(first.X, second.X);
            Assert.Equal(first.Y, second.Y);
        }
    }

    [Fact]
    public void Forces_InterpolatedAllInOnePlace_None()
    {
        var forces = new Plane(50);
        Assert.Equal(50 * 49, new InterpolatedRepulsion().Forces(new Plane(50), forces), 0.1);
        Assert.All(forces.X.Concat(forces.Y), f => Assert.Equal(0, f, 1e-3));
    }

    [Fact]
    public void Over_RunawayPoints_GridStaysSmall()
    {
        var at = Maps.Clustered(10, 1e7f);
        Assert.Equal(LaneFourier.Lengths[^1], Grid.Over(at).Length);
        Assert.True(Grid.Over(at).Spacing > 1);
    }
}
