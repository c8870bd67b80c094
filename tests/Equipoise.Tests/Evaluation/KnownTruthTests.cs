using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Evaluation;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation;

/// <summary>
/// Phantoms, whose true distribution is known: every figure must put a generator with a defect that it claims to see behind the
/// true distribution, already with a hundred images.
/// </summary>
public sealed class KnownTruthTests(KnownTruthTests.Figures figures) : IClassFixture<KnownTruthTests.Figures>
{
    private const int Images = 100, Side = 64;

    [Theory]
    [InlineData("frechet", "blurred noisy half repeated")]
    [InlineData("kernel", "blurred noisy half repeated")]
    [InlineData("gaussian", "blurred noisy half repeated")]
    [InlineData("precision", "blurred noisy")]
    [InlineData("density", "blurred noisy")]
    [InlineData("recall", "blurred noisy half repeated")]
    [InlineData("coverage", "blurred noisy half repeated")]
    [InlineData("vendi", "half repeated")]
    [InlineData("diversity", "half repeated")]
    public void Figure_DefectsItClaimsToSee_WorseThanTheTruth(string name, string defects)
    {
        var truth = figures.Of("fresh")[name];
        Assert.All(defects.Split(' '), defect => Assert.True(
            Badness(figures.Of(defect)[name]) > Badness(truth), $"{defect}: {figures.Of(defect)[name].Value}, truth: {truth.Value}"));
    }

    // None of them tells a copy from a fresh image: that is what the tests of memorisation are for.
    [Theory]
    [InlineData("frechet")]
    [InlineData("kernel")]
    [InlineData("precision")]
    [InlineData("coverage")]
    public void Figure_CopiesOfTrainingImages_NoWorseThanTheTruth(string name) =>
        Assert.True(Badness(figures.Of("copies")[name]) <= Badness(figures.Of("fresh")[name]));

    [Fact]
    public void Figure_OneImageRepeated_NoDiversityAtAll()
    {
        Assert.Equal(0, figures.Of("repeated")["diversity"].Value);
        Assert.InRange(figures.Of("repeated")["vendi"].Value, 0, 0.2);
    }

    private static double Badness(MetricResult result) => result.Best switch
    {
        Best.Low => result.Value,
        Best.High => -result.Value,
        _ => Math.Abs(1 - result.Value),
    };

    /// <summary>Every figure of every set against the same training images.</summary>
    public sealed class Figures
    {
        private readonly Dictionary<string, Dictionary<string, MetricResult>> _all = [];

        public Figures()
        {
            using var scope = NewDisposeScope();
            using var extractor = FeatureCatalog.Create("radiomics", new FeatureContext(1, CPU));
            var training = Draw("training", f => f, 3 * Images);
            var features = extractor.Extract(training);
            var scaling = FeatureScaling.Fit(features);
            using var real = new FeatureSet(scaling.Apply(features));
            var fresh = Draw("fresh", f => f);
            using var random = new Seed(9).Torch(CPU);
            foreach (var (name, images) in new[]
            {
                ("fresh", fresh),
                ("blurred", nn.functional.avg_pool2d(fresh, 3, stride: 1, padding: 1, count_include_pad: false)),
                ("noisy", (fresh + 0.05 * randn(fresh.shape, generator: random)).clamp(-1, 1)),
                ("half", Draw("half", f => f with { Exposure = Math.Abs(f.Exposure) })),
                ("repeated", fresh[..1].repeat(Images, 1, 1, 1)),
                ("copies", training[..Images]),
            })
            {
                using var synthetic = new FeatureSet(scaling.Apply(extractor.Extract(images)));
                _all[name] = new Catalog<IMetric>().Entries.SelectMany(e => e.Create().Compute(real, synthetic, new Seed(1))).ToDictionary(r => r.Name);
            }
        }

        public Dictionary<string, MetricResult> Of(string set) => _all[set];

        private static Tensor Draw(string name, Func<PhantomFactors, PhantomFactors> change, int count = Images)
        {
            using var scope = NewDisposeScope();
            var pixels = Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i =>
                PhantomRenderer.Draw(change(PhantomSampler.Draw(PhantomClass.Focal, new Seed(3).For(name).For(i))), Side).Pixels);
            return ImageSets.ToFloat(tensor(pixels.SelectMany(p => p).ToArray()).reshape(-1, 1, Side, Side)).MoveToOuterDisposeScope();
        }
    }
}
