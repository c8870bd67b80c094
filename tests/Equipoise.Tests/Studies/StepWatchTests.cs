using Equipoise.Studies;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Studies;

public sealed class StepWatchTests
{
    [Fact]
    public void Seconds_OneSlowStep_TheMedianOfThoseAfterTheFirst()
    {
        var clock = new ManualClock();
        var watch = new StepWatch(clock);
        foreach (var seconds in new double[] { 30, 2, 3, 100, 2, 3 })
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            watch.Report(0);
        }
        Assert.Equal(3, watch.Seconds(), 1e-6);
    }
}
