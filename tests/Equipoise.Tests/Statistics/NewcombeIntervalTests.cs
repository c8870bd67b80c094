using Equipoise.Statistics;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Statistics;

public class NewcombeIntervalTests
{
    [Fact]
    public void Of_AreasAndSizes_AsSciPysRoots()
    {
        foreach (var c in ReferenceNumbers.Read("logistic.json")["intervals"]!.AsArray())
        {
            var (low, high) = NewcombeInterval.Of(c!["auc"]!.GetValue<double>(), c["positives"]!.GetValue<double>(), c["negatives"]!.GetValue<double>());
            Assert.Equal(c["interval"]![0]!.GetValue<double>(), low, 1e-9);
            Assert.Equal(c["interval"]![1]!.GetValue<double>(), high, 1e-9);
        }
    }

    [Fact]
    public void Of_PerfectSeparation_StillHasWidth() => Assert.InRange(NewcombeInterval.Of(1, 4, 40).Low, 0.5, 0.9);
}
