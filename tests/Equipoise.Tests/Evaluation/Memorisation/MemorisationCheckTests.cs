using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Memorisation;

/// <summary>Phantoms, of which there are as many fresh ones as one likes: a hundred of each kind.</summary>
public sealed class MemorisationCheckTests(MemorisationCheckTests.Phantoms phantoms) : IClassFixture<MemorisationCheckTests.Phantoms>
{
    private const int Images = 100, Draws = 100;

    // One in twenty, and what a hundred draws scatter about it.
    [Fact]
    public void Of_FreshImages_EveryTestAlarmsAboutAsOftenAsItSays()
    {
        var alarms = Alarms(copied: 0);
        Assert.Equal(["authenticity", "copying", "copying-pixels", "near-copies"], alarms.Keys.Order());
        Assert.All(alarms, a => Assert.True(a.Value <= 0.11, $"{a.Key}: {a.Value}"));
    }

    [Fact]
    public void Of_Copies_EveryTestAlarmsNearlyAlways() => Assert.All(Alarms(copied: Images), a => Assert.True(a.Value >= 0.95, $"{a.Key}: {a.Value}"));

    // 15 of 100 suffice for the test that counts them.
    [Fact]
    public void Of_FifteenCopies_CountedAndNamed()
    {
        Assert.True(Alarms(copied: 15)["near-copies"] >= 0.8);
        var result = phantoms.Check(0, 15);
        Assert.Equal((Images, Images, Images), (result.Training, result.HeldOut, result.Synthetic));
        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"synthetic {i}").Order(), result.Nearest.Take(15).Select(n => n.Synthetic).Order());
        Assert.All(result.Nearest.Take(15), n => Assert.Equal(n.Synthetic.Replace("synthetic", "training"), n.Training));
        Assert.All(result.Nearest.Take(15), n => Assert.True(n.Near && n.PixelTraining == n.Training && n.PixelDistance < 0.05));
    }

    [Fact]
    public void Of_FewOrOtherFeatures_Refused()
    {
        using var scope = NewDisposeScope();
        var (few, wide) = (Sample(randn(9, 4)), Sample(randn(20, 5)));
        var good = Sample(randn(20, 4));
        Assert.Throws<ArgumentException>(() => MemorisationCheck.Of(few, good, good));
        Assert.Throws<ArgumentException>(() => MemorisationCheck.Of(good, good, wide));
    }

    // A constant image, and identical ones throughout: nothing to divide by.
    [Fact]
    public void Of_AllEqual_NothingSuspected()
    {
        using var scope = NewDisposeScope();
        var same = Sample(ones(20, 4));
        Assert.All(MemorisationCheck.Of(same, same, same).Findings, f => Assert.False(f.Suspected || double.IsNaN(f.Value), f.Verdict));
    }

    private Dictionary<string, double> Alarms(int copied) => Enumerable.Range(0, Draws).SelectMany(d => phantoms.Check(d, copied).Findings)
        .GroupBy(f => f.Name).ToDictionary(f => f.Key, f => f.Average(one => one.Suspected ? 1.0 : 0));

    private static MemorisationSample Sample(Tensor values) =>
        new(new FeatureSet(values), new FeatureSet(values), [.. Enumerable.Range(0, (int)values.shape[0]).Select(i => $"{i}")]);

    public sealed class Phantoms
    {
        private const int Pool = 900, Side = 64;

        private readonly double[][] _features, _pixels, _copyFeatures, _copyPixels;

        public Phantoms()
        {
            using var scope = NewDisposeScope();
            using var extractor = FeatureCatalog.Create("radiomics", new FeatureContext(1, CPU));
            using var small = FeatureCatalog.Create("pixels", new FeatureContext(1, CPU));
            var pixels = Enumerable.Range(0, Pool).AsParallel().AsOrdered().SelectMany(i =>
                PhantomRenderer.Draw(PhantomSampler.Draw(PhantomClass.Focal, new Seed(8).For(i)), Side).Pixels).ToArray();
            var images = nn.functional.avg_pool2d(ImageSets.ToFloat(tensor(pixels).reshape(-1, 1, Side, Side)), 2);
            // A copy is never exact: one grey level of noise.
            using var random = new Seed(9).Torch(CPU);
            var copies = images[..(Pool / 3)] + randn([Pool / 3, 1, Side / 2, Side / 2], generator: random) / 127.5;
            var raw = extractor.Extract(images);
            var scaling = FeatureScaling.Fit(raw);
            (_features, _pixels) = (Rows(scaling.Apply(raw)), Rows(small.Extract(images)));
            (_copyFeatures, _copyPixels) = (Rows(scaling.Apply(extractor.Extract(copies))), Rows(small.Extract(copies)));
        }

        /// <summary>Training images of the first third of the pool, held-out and fresh ones of the rest; the first synthetic ones are copies.</summary>
        public MemorisationResult Check(int draw, int copied)
        {
            int[] first = [.. Enumerable.Range(0, Pool / 3)], rest = [.. Enumerable.Range(Pool / 3, Pool - Pool / 3)];
            new Seed(1).For(draw).Random().Permute(first);
            new Seed(2).For(draw).Random().Permute(rest);
            using var scope = NewDisposeScope();
            MemorisationSample Of(string name, double[][] features, double[][] pixels) =>
                new(new FeatureSet(Matrix(features)), new FeatureSet(Matrix(pixels)), [.. features.Select((_, i) => $"{name} {i}")]);
            double[][] Take(double[][] of, int[] rows, int count) => [.. rows[..count].Select(r => of[r])];
            var fresh = rest[Images..];
            return MemorisationCheck.Of(
                Of("training", Take(_features, first, Images), Take(_pixels, first, Images)),
                Of("held out", Take(_features, rest, Images), Take(_pixels, rest, Images)),
                Of("synthetic", [.. Take(_copyFeatures, first, copied), .. Take(_features, fresh, Images - copied)],
                    [.. Take(_copyPixels, first, copied), .. Take(_pixels, fresh, Images - copied)]));
        }

        private static double[][] Rows(Tensor values) =>
            [.. values.to(ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)values.shape[1])];

        private static Tensor Matrix(double[][] rows) => tensor(rows.SelectMany(r => r).ToArray()).reshape(rows.Length, -1);
    }
}
