using Equipoise.Common;
using Equipoise.Features.Radiomics;

namespace Equipoise.Tests.Features.Radiomics;

public class QuantilesTests
{
    [Theory]
    [InlineData("random")]
    [InlineData("equal")]
    [InlineData("mostly equal")]
    [InlineData("one far")]
    [InlineData("two levels")]
    [InlineData("denormal")]
    public void Of_AnyValues_AsOfSortedOnes(string kind)
    {
        var random = new Seed(3).Random();
        foreach (var n in new[] { 1, 2, 5, 1000, 4099 })
        {
            double[] values = [.. Enumerable.Range(0, n).Select(i => kind switch
            {
                "random" => random.NextDouble() * random.NextDouble(),
                "equal" => 0.1,
                "mostly equal" => i % 3 == 0 ? random.NextDouble() : 0,
                "one far" => i == n / 2 ? 1e300 : random.NextDouble(),
                "two levels" => random.Next(2),
                _ => random.Next(5) * double.Epsilon,
            })];
            double[] ps = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
            double[] sorted = [.. values.Order()];
            var expected = ps.Select(p =>
            {
                var (rank, position) = ((int)(p * (n - 1)), p * (n - 1));
                return sorted[rank] + (position - rank) * (sorted[Math.Min(rank + 1, n - 1)] - sorted[rank]);
            });
            Assert.Equal(expected, Quantiles.Of(values, sorted[0], sorted[^1], ps));
        }
    }
}
