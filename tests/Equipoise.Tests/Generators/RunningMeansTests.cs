using Equipoise.Generators;

namespace Equipoise.Tests.Generators;

public class RunningMeansTests
{
    [Fact]
    public void Mean_LossOfSomeSteps_OverThoseSteps()
    {
        var means = new RunningMeans(new Dictionary<string, LossSum>());
        means.Add(new StepLosses { ["discriminator"] = 1 });
        Assert.Equal(["discriminator"], means.Latest.Keys);
        means.Add(new StepLosses { ["discriminator"] = 2, ["generator"] = 5 });
        means.Add(new StepLosses { ["discriminator"] = 6 });
        Assert.Equal((3, 5), (means.Mean()["discriminator"], means.Mean()["generator"]));
        Assert.Equal((6, 5), (means.Latest["discriminator"], means.Latest["generator"]));
    }
}
