using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Features;
using Equipoise.Generators.Monitoring;
using Equipoise.Imaging;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Monitoring;

public sealed class SampleMonitorTests(SampleMonitorTests.Phantoms phantoms) : IClassFixture<SampleMonitorTests.Phantoms>
{
    [Fact]
    public void Measure_KnownGenerators_RankedAndOnlyTheRepeatingOneCollapsed()
    {
        using var monitor = Monitor(phantoms.All);
        var reports = new[] { PhantomGan.Fresh, PhantomGan.HalfOfTheModes, PhantomGan.Repeated, PhantomGan.Noise }.Select(monitor.Measure).ToList();
        Assert.Equal(reports.OrderBy(r => r.Distance), reports);
        Assert.Equal([[], [], [0, 1, 2], []], reports.Select(r => r.Collapsed()));
        // The ten real images of the rare class are views of a few patients only, so new patients are more diverse.
        Assert.All(reports[0].Diversity.Take(2), d => Assert.InRange(d!.Value, 0.9, 1.1));
        Assert.InRange(reports[0].Diversity[2]!.Value, 1, 1.5);
        Assert.All(reports[2].Diversity, d => Assert.Equal(0, d));
    }

    [Fact]
    public void Measure_OneClassCollapsed_ThatClassAlone()
    {
        using var monitor = Monitor(phantoms.All);
        Assert.Equal([1], monitor.Measure(PhantomGan.CollapsedIn(PhantomClass.Focal)).Collapsed());
    }

    [Fact]
    public void Measure_Again_SameReportAndAnotherSeedDiffers()
    {
        using var monitor = Monitor(phantoms.All);
        using var same = Monitor(phantoms.All);
        using var other = Monitor(phantoms.All, seed: 2);
        var first = monitor.Measure(PhantomGan.Fresh);
        Assert.Equivalent(first, monitor.Measure(PhantomGan.Fresh), strict: true);
        Assert.Equivalent(first, same.Measure(PhantomGan.Fresh), strict: true);
        Assert.NotEqual(first.Distance, other.Measure(PhantomGan.Fresh).Distance);
    }

    // Of a rare class as many samples as it has images; of one with a single image two, which nothing is compared with.
    [Fact]
    public void Measure_RareClasses_AsManySamplesAsRealImages()
    {
        var labels = phantoms.All.Labels;
        var few = Enumerable.Range(0, labels.Count).Where(i => labels[i] == 0)
            .Concat(Enumerable.Range(0, labels.Count).Where(i => labels[i] == 1).Take(5))
            .Append(Enumerable.Range(0, labels.Count).First(i => labels[i] == 2));
        using var monitor = Monitor(phantoms.Dataset.Select(few));
        var gan = PhantomGan.Fresh;
        var report = monitor.Measure(gan);
        Assert.Equal([40, 5, 2], gan.Asked.CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value));
        Assert.Equal([true, true, false], report.Distances.Select(d => d.HasValue));
        Assert.Equal([true, true, false], report.Diversity.Select(d => d.HasValue));
        Assert.Equal((report.Distances[0] + report.Distances[1]) / 2, report.Distance);
        Assert.DoesNotContain(2, report.Collapsed(1000));
    }

    [Fact]
    public void Constructor_MoreRealImagesThanWanted_ThatManyExtractedOnce()
    {
        using var extractor = new Counting();
        using var monitor = new SampleMonitor(phantoms.All, extractor, 40, 4, CPU, new Seed(1), realPerClass: 30);
        Assert.Equal(30 + 30 + 10, extractor.Images);
        var gan = PhantomGan.Fresh;
        monitor.Measure(gan);
        Assert.Equal(70 + gan.Asked.Count, extractor.Images);
        Assert.Equal(70, gan.Asked.Count);
        Assert.InRange(extractor.LargestBatch, 1, 64);
    }

    [Fact]
    public void Measure_MoreRealImagesThanSamples_DistanceFromAsMany()
    {
        using var extractor = new PixelFeatures(new FeatureContext(1, CPU));
        using var all = new SampleMonitor(phantoms.All, extractor, 12, 4, CPU, new Seed(1));
        using var few = new SampleMonitor(phantoms.All, extractor, 12, 4, CPU, new Seed(1), realPerClass: 12);
        var (first, second) = (all.Measure(PhantomGan.Fresh), few.Measure(PhantomGan.Fresh));
        Assert.Equal(second.Distances, first.Distances);
        Assert.NotEqual(second.Diversity[0], first.Diversity[0]);
    }

    // The statistics of the scopes count every tensor of this thread that lives.
    [Fact]
    public void Measure_Often_NoTensorStaysAlive()
    {
        using var outer = NewDisposeScope();
        using var gan = PhantomGan.Noise;
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var atFirst = statistics.ThreadTotalLiveCount;
        using (var monitor = Monitor(phantoms.All))
        {
            var before = statistics.ThreadTotalLiveCount;
            Assert.Equal(atFirst + 3 + 2, before);
            for (var i = 0; i < 3; i++)
                monitor.Measure(gan);
            Assert.Equal(before, statistics.ThreadTotalLiveCount);
        }
        Assert.Equal(atFirst, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Measure_OutsideAnyScope_NoTensorStaysAlive()
    {
        using var gan = PhantomGan.Noise;
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        using (var monitor = Monitor(phantoms.All))
            monitor.Measure(gan);
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Report_NoClassMeasured_DistanceNaN() => Assert.Equal(double.NaN, new SampleReport([null], [null]).Distance);

    private static SampleMonitor Monitor(RealImages real, ulong seed = 1) =>
        new(real, new PixelFeatures(new FeatureContext(1, CPU)), perClass: 40, latentSize: 4, CPU, new Seed(seed));

    public sealed class Phantoms : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Phantoms()
        {
            var options = new SourceOptions();
            var source = SourceCatalog.Open("phantom:images=210,seed=4", options, Silence.Instance);
            Dataset = Dataset.Load(source, new Preprocessing(PhantomGan.Side, 1, Fit.Pad), options, Silence.Instance, _folder.In("cache"));
        }

        public Dataset Dataset { get; }

        public RealImages All => Dataset.All;

        public void Dispose()
        {
            Dataset.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class Counting : IFeatureExtractor
    {
        private readonly PixelFeatures _pixels = new(new FeatureContext(1, CPU));

        public int Images { get; private set; }

        public int LargestBatch { get; private set; }

        public string Name => _pixels.Name;

        public int Width => _pixels.Width;

        public Tensor Extract(Tensor images)
        {
            Images += (int)images.shape[0];
            LargestBatch = Math.Max(LargestBatch, (int)images.shape[0]);
            return _pixels.Extract(images);
        }

        public void Dispose() => _pixels.Dispose();
    }
}
