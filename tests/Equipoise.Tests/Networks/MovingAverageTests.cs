using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class MovingAverageTests
{
    [Fact]
    public void Update_ConstantNetwork_GeometricApproach()
    {
        using var scope = NewDisposeScope();
        var (average, network) = (nn.Linear(1, 1, hasBias: false), nn.Linear(1, 1, hasBias: false));
        nn.init.zeros_(average.weight!);
        nn.init.ones_(network.weight!);
        for (var i = 0; i < 10; i++)
            MovingAverage.Update(average, network, 0.9, 1_000_000);
        Assert.Equal(1 - Math.Pow(0.9, 10), average.weight!.item<float>(), 1e-5);
    }

    [Fact]
    public void Update_FirstSteps_ForgetsTheFirstWeightsFast()
    {
        using var scope = NewDisposeScope();
        var (average, network) = (nn.Linear(1, 1, hasBias: false), nn.Linear(1, 1, hasBias: false));
        nn.init.zeros_(average.weight!);
        nn.init.ones_(network.weight!);
        MovingAverage.Update(average, network, 0.999, 0);
        Assert.Equal(0.9, average.weight!.item<float>(), 1e-5);
    }

    // The statistics become the plain means over the batches passed.
    [Fact]
    public void RefreshStatistics_KnownBatches_TheirMean()
    {
        using var scope = NewDisposeScope();
        var norm = new BatchNorm(1);
        MovingAverage.RefreshStatistics(nn.Sequential(norm), 4, i => norm.forward(full([2, 1, 4, 4], (float)i)));
        Assert.Equal(1.5, norm.RunningMean.item<float>(), 1e-5);
        Assert.Equal(0, norm.RunningVariance.item<float>(), 1e-5);
        Assert.False(norm.training);
    }
}
