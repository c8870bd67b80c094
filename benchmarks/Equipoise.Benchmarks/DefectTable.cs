using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// Which figure sees which defect of a generator at how many images. On phantoms, of which there are as many fresh ones as one likes: a
/// defect is seen where the figure is worse than all that fresh images get. With twenty draws that is a test at about 5 %.
/// </summary>
internal static class DefectTable
{
    private const int Side = 64, MostDraws = 20;

    private static readonly string[] Defects = ["blurred", "noisy", "half", "repeated", "copies"];

    public static int Run(IReadOnlyList<int> sizes)
    {
        var pool = 2 * sizes.Max();
        using var scope = NewDisposeScope();
        using var extractor = FeatureCatalog.Create("radiomics", new FeatureContext(1, CPU));
        var training = Draw("training", pool, f => f);
        var fresh = Draw("fresh", pool, f => f);
        var raw = extractor.Extract(training);
        var scaling = FeatureScaling.Fit(raw);
        using var random = new Seed(9).Torch(CPU);
        var sets = new Dictionary<string, Tensor>
        {
            ["training"] = scaling.Apply(raw),
            ["fresh"] = Features(fresh),
            ["blurred"] = Features(nn.functional.avg_pool2d(fresh, 3, stride: 1, padding: 1, count_include_pad: false)),
            ["noisy"] = Features((fresh + 0.05 * randn(fresh.shape, generator: random)).clamp(-1, 1)),
            ["half"] = Features(Draw("half", pool, f => f with { Exposure = Math.Abs(f.Exposure) })),
            ["copies"] = scaling.Apply(raw),
        };
        Console.WriteLine($"{"",-18} {"images",6} {string.Join(" ", Defects.Select(d => $"{d,9}"))}   (seen in so many of so many draws)");
        foreach (var size in sizes)
            Print(size, sets, pool);
        return 0;

        Tensor Features(Tensor images) => scaling.Apply(extractor.Extract(images));
    }

    private static void Print(int size, Dictionary<string, Tensor> sets, int pool)
    {
        var draws = Math.Min(MostDraws, pool / size);
        var truth = Enumerable.Range(0, draws).Select(d => Figures(size, d, sets, "fresh")).ToList();
        var seen = Defects.ToDictionary(d => d, defect => Enumerable.Range(0, draws).Select(d => Figures(size, d, sets, defect)).ToList());
        foreach (var name in truth[0].Keys)
        {
            var worst = truth.Max(t => t[name]);
            Console.WriteLine($"{name,-18} {size,6} {string.Join(" ", Defects.Select(d => $"{seen[d].Count(f => f[name] > worst),4} / {draws,2}"))}");
        }
    }

    // How bad each figure is, for images against as many training images.
    private static Dictionary<string, double> Figures(int size, int draw, Dictionary<string, Tensor> sets, string defect)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(draw, size);
        // Held-out images are fresh ones that are not compared.
        using var real = new FeatureSet(sets["training"].index_select(0, rows));
        var others = sets["fresh"].index_select(0, Rows(draw + 1, size));
        var made = defect == "repeated"
            ? sets["fresh"].index_select(0, rows[..1]).expand(size, -1)
            : sets[defect].index_select(0, rows);
        using var synthetic = new FeatureSet(made);
        var figures = new Catalog<IMetric>().Entries.Where(e => e.Create().FewestImages <= size)
            .SelectMany(e => e.Create().Compute(real, synthetic, new Seed(1))).ToDictionary(r => r.Name, Badness);
        figures["copying"] = -DataCopying.Of(real.Values, others, synthetic.Values).Deviate;
        figures["authenticity"] = -Authenticity.Of(real.Values, synthetic.Values).Share;
        return figures;

        Tensor Rows(int number, int count)
        {
            var all = Enumerable.Range(0, (int)sets["fresh"].shape[0]).Select(i => (long)i).ToArray();
            new Seed(2).Random().Permute(all);
            return tensor(Enumerable.Range(0, count).Select(i => all[(number * count + i) % all.Length]).ToArray());
        }
    }

    private static double Badness(MetricResult result) => result.Best switch
    {
        Best.Low => result.Value,
        Best.High => -result.Value,
        _ => Math.Abs(1 - result.Value),
    };

    private static Tensor Draw(string name, int count, Func<PhantomFactors, PhantomFactors> change)
    {
        using var scope = NewDisposeScope();
        var pixels = Enumerable.Range(0, count).AsParallel().AsOrdered().Select(i =>
            PhantomRenderer.Draw(change(PhantomSampler.Draw(PhantomClass.Focal, new Seed(3).For(name).For(i))), Side).Pixels).ToArray();
        return nn.functional.avg_pool2d(
            ImageSets.ToFloat(tensor(pixels.SelectMany(p => p).ToArray()).reshape(-1, 1, Side, Side)), 2).MoveToOuterDisposeScope();
    }
}
