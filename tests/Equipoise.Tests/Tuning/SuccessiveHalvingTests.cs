using Equipoise.Tuning;

namespace Equipoise.Tests.Tuning;

public class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(27, 1, 3, new[] { 1, 3, 9, 27 })]
    [InlineData(50, null, 3, new[] { 5, 16, 50 })]
    [InlineData(50, 6, 3, new[] { 16, 50 })]
    [InlineData(100, 10, 2, new[] { 12, 25, 50, 100 })]
    [InlineData(2, null, 3, new[] { 2 })]
    [InlineData(4, 4, 2, new[] { 4 })]
    public void Rungs_FromTheTop_NotBelowTheLeast(int epochs, int? least, int eta, int[] rungs) =>
        Assert.Equal(rungs, SuccessiveHalving.Rungs(epochs, least, eta));

    // Nine trials, a third of each rung promoted, by hand: whenever a trial has come to a rung, the best third of that rung, rounded
    // down, must have gone on before a new one begins.
    [Fact]
    public void Next_NineTrials_AsByHand()
    {
        double[] loss = [5, 3, 4, 9, 1, 2, 8, 7, 6];
        (int, int)[] expected =
        [
            (0, 0), (1, 0), (2, 0), (1, 1), // one of 5 3 4: trial 1
            (3, 0), (4, 0), (4, 1),         // one of 5 3 4 9 1: trial 4
            (5, 0), (5, 1),                 // two of 5 3 4 9 1 2: trials 4 and 5, of which 5 has yet to go
            (4, 2),                         // one of trials 1, 4 and 5 on rung 1
            (6, 0), (7, 0), (8, 0),         // three of nine: 4, 5 and 1, all gone
        ];
        Assert.Equal(expected, Run(loss, rungs: 3));
    }

    [Fact]
    public void Next_FailedTrials_FillTheirRungAndNeverGoOn()
    {
        double[] loss = [double.NaN, double.NaN, 7, double.NaN, 5, 6];
        Assert.Equal([(0, 0), (1, 0), (2, 0), (2, 1), (3, 0), (4, 0), (4, 1), (5, 0), (5, 1)], Run(loss, rungs: 2));
        Assert.Equal([(0, 0), (1, 0)], Run([double.NaN, double.NaN], rungs: 2));
    }

    [Fact]
    public void Next_TooFewForTheHighestRung_TheBestGoesOnAlone() =>
        Assert.Equal([(0, 0), (1, 0), (1, 1), (1, 2)], Run([2, 1], rungs: 3));

    [Fact]
    public void Next_OneRung_EveryTrialOnce() => Assert.Equal([(0, 0), (1, 0), (2, 0)], Run([3, 1, 2], rungs: 1));

    private static List<(int, int)> Run(double[] loss, int rungs)
    {
        var halving = new SuccessiveHalving(loss.Length, rungs, 3);
        var order = new List<(int, int)>();
        while (halving.Next() is { } next)
        {
            order.Add(next);
            halving.Report(next.Trial, next.Rung, loss[next.Trial]);
        }
        return order;
    }
}
