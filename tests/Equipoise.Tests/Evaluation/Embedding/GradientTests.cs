using Equipoise.Evaluation.Embedding;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Evaluation.Embedding;

public class GradientTests
{
    private static readonly double[,] Features = Maps.Waves(40, 5, 3, 1);

    private static Plane Map => Maps.Plane(Maps.Single(Maps.Waves(40, 2, 3, 1)));

    [Fact]
    public void At_AllPairs_AsNumPy()
    {
        var reference = ReferenceNumbers.Read("tsne.json")["definition"]!;
        var gradient = new Gradient(Maps.AllPairs(Features, reference["perplexity"]!.GetValue<double>()), new ExactRepulsion(), 40);
        Assert.Equal(reference["divergence"]!.GetValue<double>(), gradient.Divergence(Map), 1e-5);
        var slope = new Plane(40);
        gradient.At(Map, 1, slope);
        for (var i = 0; i < 40; i++)
            Assert.All(reference["gradient"]![i].Numbers().Zip([slope.X[i], slope.Y[i]]), g => Assert.Equal(g.First, g.Second, 1e-6));
    }

    // In single precision a step must be wide; the third derivative is the error left.
    [Fact]
    public void At_NearestOnly_DerivativeOfTheDivergence()
    {
        const float Step = 1 / 64f;
        var affinities = Affinities.From(NearestNeighbours.Find(Maps.Single(Features), 12, TestContext.Current.CancellationToken), 4);
        var gradient = new Gradient(affinities, new ExactRepulsion(), 40);
        var slope = new Plane(40);
        gradient.At(Map, 1, slope);
        for (var i = 0; i < 40; i += 3)
        {
            double Moved(float step)
            {
                var map = Map;
                map.Y[i] += step;
                return gradient.Divergence(map);
            }
            Assert.Equal((Moved(Step) - Moved(-Step)) / (2 * Step), slope.Y[i], 1e-4);
        }
        Assert.Contains(slope.Y, s => Math.Abs(s) > 0.01);
    }

    [Fact]
    public void At_Exaggerated_AttractionAloneGrows()
    {
        var gradient = new Gradient(Maps.AllPairs(Features, 5), new ExactRepulsion(), 40);
        var (one, two, three) = (new Plane(40), new Plane(40), new Plane(40));
        gradient.At(Map, 1, one);
        gradient.At(Map, 2, two);
        gradient.At(Map, 3, three);
        for (var i = 0; i < 40; i++)
            Assert.Equal(two.X[i] - one.X[i], three.X[i] - two.X[i], 1e-6);
        Assert.NotEqual(one.X[5], two.X[5], 1e-4);
    }
}
