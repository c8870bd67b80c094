using Equipoise.Evaluation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation;

public sealed class NeighboursTests
{
    // Below and above where groups are looked through; three tiles on a side, of which the last has fewer rows than neighbours are asked for.
    [Theory]
    [InlineData(12, 3)]
    [InlineData(700, 4)]
    [InlineData(2050, 4)]
    public void Radii_ManyTies_AsOfAllDistancesInOrder(int rows, int columns)
    {
        var random = new Random(rows);
        // Of few values, so that rows are equal to others and distances tie.
        var x = Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (double)random.Next(6)).ToArray()).ToArray();
        using var scope = NewDisposeScope();

        var radii = Neighbours.Radii(tensor(x.SelectMany(r => r).ToArray(), rows, columns), 1, 3, 5);

        foreach (var (k, radius) in new[] { 1, 3, 5 }.Zip(radii))
        {
            var expected = Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, rows).Where(j => j != i)
                .Select(j => Math.Sqrt(x[i].Zip(x[j], (a, b) => (a - b) * (a - b)).Sum())).Order().ElementAt(k - 1));
            Assert.Equal(expected, radius.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }
}
