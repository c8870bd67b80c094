using System.Text.Json;
using Equipoise.Common;
using Equipoise.Generators.Monitoring;

namespace Equipoise.Tests.Generators.Monitoring;

public class EarlyStopTests
{
    [Fact]
    public void Add_RowOfMeasurements_StopsAfterPatienceAndKnowsTheBest()
    {
        var stop = new EarlyStop(2, new EarlyStopState());
        Verdict[] verdicts = [.. new[] { 3, 2.5, double.NaN, 1, 2, 1 }.Select((v, i) => stop.Add(i + 1, v))];
        Assert.Equal([Verdict.Improved, Verdict.Improved, Verdict.Worse, Verdict.Improved, Verdict.Worse, Verdict.Stop], verdicts);
        Assert.Equal(new EarlyStopState(1, 4, 2), stop.State);
    }

    [Fact]
    public void Add_NoPatienceGiven_NeverStops()
    {
        var stop = new EarlyStop(0, new EarlyStopState());
        Assert.All(Enumerable.Range(1, 100), i => Assert.NotEqual(Verdict.Stop, stop.Add(i, i)));
    }

    // Before the first measurement the best is infinite, which JSON as such has not.
    [Fact]
    public void State_ThroughJson_Same() => Assert.All([new EarlyStopState(), new(0.25, 7, 1)], s =>
        Assert.Equal(s, JsonSerializer.Deserialize<EarlyStopState>(JsonSerializer.Serialize(s, Json.Line), Json.Line)));
}
