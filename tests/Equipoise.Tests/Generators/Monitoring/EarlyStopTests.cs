using System.Text.Json;
using Equipoise.Common;
using Equipoise.Generators.Monitoring;

namespace Equipoise.Tests.Generators.Monitoring;

public class EarlyStopTests
{
    [Fact]
    public void Add_UpAndDown_StopsAfterPatienceSinceTheBest()
    {
        var stop = new EarlyStop(2);
        Assert.Equal(Verdict.Improved, stop.Add(5, 0.4));
        Assert.Equal(Verdict.Worse, stop.Add(10, 0.5));
        Assert.Equal(Verdict.Improved, stop.Add(15, -0.01));
        Assert.Equal(Verdict.Worse, stop.Add(20, -0.01));
        Assert.Equal(Verdict.Stop, stop.Add(25, 0.3));
        Assert.Equal(new EarlyStopState(-0.01, 15, 2), stop.State);
    }

    [Fact]
    public void Add_PatienceOfOne_StopsAtTheFirstThatIsNoBetter()
    {
        var stop = new EarlyStop(1);
        Assert.Equal(Verdict.Improved, stop.Add(1, 1));
        Assert.Equal(Verdict.Stop, stop.Add(2, 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    public void Add_NotFinite_NeverImproves(double value)
    {
        var stop = new EarlyStop(3);
        Assert.Equal(Verdict.Worse, stop.Add(1, value));
        Assert.Null(stop.State.Best);
        Assert.Equal(Verdict.Improved, stop.Add(2, 7));
        Assert.Equal(Verdict.Worse, stop.Add(3, value));
        Assert.Equal(new EarlyStopState(7, 2, 1), stop.State);
    }

    [Fact]
    public void State_ThroughJsonAtEveryMeasurement_SameVerdicts()
    {
        double[] values = [double.NaN, 3, 4, 2.5, double.NaN, 2.6, 2.4, 9, 9, 9];
        var whole = new EarlyStop(3);
        var state = new EarlyStopState();
        for (var i = 0; i < values.Length; i++)
        {
            var resumed = new EarlyStop(3, JsonSerializer.Deserialize<EarlyStopState>(Json.Write(state), Json.Options));
            Assert.Equal(whole.Add(i + 1, values[i]), resumed.Add(i + 1, values[i]));
            state = resumed.State;
        }
        Assert.Equal(whole.State, state);
        Assert.Equal(new EarlyStopState(2.4, 7, 3), state);
    }

    [Fact]
    public void Constructor_PatienceOfZero_Refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStop(0));
}
