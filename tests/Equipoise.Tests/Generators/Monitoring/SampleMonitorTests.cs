using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Generators.Monitoring;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Monitoring;

/// <summary>Generators whose worth is known, since they return images of known kinds.</summary>
public sealed class SampleMonitorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;

    public SampleMonitorTests() => _dataset = TestImages.Load(_folder, 32, 40, 30, 1);

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Measure_KnownGenerators_RankedAndTheCollapsedClassNamed()
    {
        var fresh = Measure((label, i) => Draw(label, 5000 + i));
        var halves = Measure((label, i) => Draw(label, label == 1 ? 5000 : 5000 + i));
        var wrongClass = Measure((label, i) => Draw((label + 1) % 3, 5000 + i));
        Assert.True(fresh.Distance < 0.1 * wrongClass.Distance);
        Assert.Empty(fresh.Collapsed(0.3));
        Assert.Equal([1], halves.Collapsed(0.3));
        Assert.InRange(fresh.Diversity[0]!.Value, 0.9, 1.1);
        Assert.Equal(0, halves.Diversity[1]!.Value, 1e-3);
        // One real image tells nothing about how diverse a class is.
        Assert.Null(fresh.Diversity[2]);
    }

    [Fact]
    public void Measure_Twice_SameReportAndNoTensorStaysAlive()
    {
        using var monitor = Monitor();
        using var gan = Gan((label, i) => Draw(label, i));
        var first = monitor.Measure(gan);
        using var outer = NewDisposeScope();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        var second = monitor.Measure(gan);
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
        Assert.Equal((first.Distance, string.Join(",", first.Diversity)), (second.Distance, string.Join(",", second.Diversity)));
    }

    private SampleReport Measure(Func<long, int, byte[]> draw)
    {
        using var monitor = Monitor();
        using var gan = Gan(draw);
        return monitor.Measure(gan);
    }

    private SampleMonitor Monitor() => new(_dataset.All, new PixelFeatures(), 25, 4, CPU, new Seed(1));

    private static FakeGan Gan(Func<long, int, byte[]> draw) => new((labels, _) =>
    {
        using var scope = NewDisposeScope();
        var images = labels.data<long>().ToArray().Select((label, i) => ImageSets.ToFloat(tensor(draw(label, i)).reshape(1, 32, 32)));
        return stack(images).MoveToOuterDisposeScope();
    });

    private static byte[] Draw(long label, int seed) => TestImages.Draw((int)label, 32, (ulong)seed);
}
