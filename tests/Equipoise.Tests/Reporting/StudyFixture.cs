using System.Globalization;
using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Tests.Reporting;

/// <summary>
/// A study as it could have ended: scores drawn from a binormal model whose strength depends on arm and fraction,
/// losses that fall, images that are blobs. The same arguments give the same study.
/// </summary>
internal sealed class StudyFixture
{
    public static readonly string[] Gans = ["dcgan", "improved-bagan", "wgan-gp", "lsgan", "sngan", "bagan", "wgan", "vanilla"];

    public string[] Classes { get; init; } = ["normal", "focal", "diffuse"];

    public string[] Arms { get; init; } = ["none", "flips", "dcgan"];

    public double[] Fractions { get; init; } = [0.05, 0.1, 0.5, 1];

    public int[] Seeds { get; init; } = [0];

    /// <summary>Which cells are finished.</summary>
    public Func<CellId, bool> Finished { get; init; } = _ => true;

    /// <summary>Published values of an arm and fraction.</summary>
    public PublishedResults? Published { get; init; }

    /// <summary>Where images are written; none are when null.</summary>
    public string? Folder { get; init; }

    public int ImageSide { get; init; } = 64;

    public StudyResult Build()
    {
        var spec = new StudySpec
        {
            Name = "phantom-demo",
            Title = "Balancing rare opacities in phantom radiographs",
            Data = "phantom",
            Arms = Arms,
            Fractions = Fractions,
            Seeds = Seeds,
            Published = Published,
            Classifier = new() { Epochs = 20 },
        };
        var planned = from s in Seeds from f in Fractions from a in Arms select new CellId(a, f, s);
        var cells = planned.Where(Finished).Select(Cell).ToList();
        var summaries = (from f in Fractions from a in Arms let s = Summary(cells, a, f) where s is not null select s).ToList();
        return new StudyResult(
            Folder ?? Path.GetTempPath(), spec, Json.Write(spec),
            new Dictionary<string, string>
            {
                ["Equipoise"] = "0.1.0",
                [".NET"] = "10.0.0",
                ["libtorch"] = "2.7.1 (CPU)",
                ["Operating system"] = "Linux, x64",
                ["Threads"] = "2",
                ["Precision"] = "fp32",
            },
            new DatasetSummary("phantom:", Classes, Totals, 1240,
                [new("images/broken <01>.png", "Ends within its pixels."), new("images/copy.png", "Same content as images/0007.png.")],
                Seeds.ToDictionary(s => s, s => (IReadOnlyDictionary<Part, IReadOnlyList<int>>)new Dictionary<Part, IReadOnlyList<int>>
                {
                    [Part.Train] = [.. Totals.Select(n => n * 3 / 4)],
                    [Part.Validation] = [.. Totals.Select(n => n / 20)],
                    [Part.Test] = [.. Totals.Select(n => n / 5)],
                })),
            cells, summaries, Comparisons(summaries), [],
            [.. Classes.Select((c, k) => Images($"examples/{k}", k, 6, new Seed(1).For(k)))],
            $"equipoise study run phantom-demo.json --seeds {string.Join(',', Seeds)} --device cpu --threads 2");
    }

    private int[] Totals => [.. Classes.Select((_, k) => k == Classes.Length - 1 ? 100 : 1000)];

    private static bool Synthetic(string arm) => Gans.Contains(arm);

    private CellResult Cell(CellId id)
    {
        var seed = new Seed((ulong)id.Seed).For(id.Arm).For(CellId.FractionName(id.Fraction));
        var random = seed.Random();
        int[] real = [.. Totals.Select(n => Math.Max(2, (int)(n * 3 / 4 * id.Fraction)))];
        var scores = Scores(id, random);
        double[] auc = [.. Classes.Select((_, k) => Area(scores, k))];
        int[] added = [.. real.Select(n => Synthetic(id.Arm) ? real.Max() - n : 0)];
        ClassifierEpoch[] curve = [.. Enumerable.Range(1, 20).Select(e => new ClassifierEpoch(
            e, 0.65 * Math.Exp(-e / 6.0) + 0.03 + 0.01 * random.NextDouble(), 0.35 + 0.3 * Math.Exp(-e / 3.0) + 0.012 * Math.Max(0, e - 8) + 0.05 * random.NextDouble()))];
        var seconds = new Dictionary<string, double>();
        if (Synthetic(id.Arm))
            (seconds["generator"], seconds["synthesis"]) = (4000 * id.Fraction, 12);
        seconds["classifier"] = 40 + 300 * id.Fraction;
        return new CellResult(id, Synthetic(id.Arm), real, added, 20 * real.Max() * Classes.Length / 32, curve.MinBy(e => e.ValidationLoss)!.Epoch,
            auc, auc.Average(), seconds, curve, Synthetic(id.Arm) ? Generator(random) : [], scores, [],
            Synthetic(id.Arm) ? [.. new[] { 1, 5, 10, 20, 40 }.SelectMany(e => Images($"{id.Folder}/generator/epoch-{e:000}", 1, 1, seed.For(e)))] : [],
            Synthetic(id.Arm) ? [.. Classes.Select((_, k) => Images($"{id.Folder}/synthetic/{k}", k, 6, seed.For(k)))] : []);
    }

    private List<ScoredImage> Scores(CellId id, SplitMix random)
    {
        var arm = Array.IndexOf(Arms, id.Arm);
        var strength = 0.6 + 0.9 * Math.Sqrt(id.Fraction) + (Synthetic(id.Arm) ? 0.5 * (1 - id.Fraction) * (arm % 3 - 0.4) : 0.05 * arm) + 0.08 * random.NextGaussian();
        return [.. from k in Enumerable.Range(0, Classes.Length)
                   from i in Enumerable.Range(0, Totals[k] / 5)
                   select new ScoredImage($"test/{k}-{i}.png", $"patient-{k}-{i / 2}", k,
                       [.. Classes.Select((_, j) => 1 / (1 + Math.Exp(-random.NextGaussian() - (j == k ? strength : -strength / 2))))])];
    }

    private static double Area(List<ScoredImage> scores, int k)
    {
        var points = RocCurve.Of([.. scores.Select(s => s.Scores[k])], [.. scores.Select(s => s.Label == k)]).Points;
        return points.Zip(points.Skip(1), (a, b) => (b.Fpr - a.Fpr) * (a.Tpr + b.Tpr) / 2).Sum();
    }

    private static List<GeneratorEpoch> Generator(SplitMix random) =>
    [
        .. Enumerable.Range(1, 40).Select(e => new GeneratorEpoch(e, new Dictionary<string, double>
        {
            ["discriminator"] = 0.9 + 0.5 * Math.Exp(-e / 8.0) + 0.1 * random.NextGaussian(),
            ["generator"] = 1 + 0.05 * e + 0.25 * random.NextGaussian(),
            ["gradient penalty"] = 0.3 * Math.Exp(-e / 5.0) + 0.03 * random.NextDouble(),
        })),
    ];

    private ArmSummary? Summary(List<CellResult> cells, string arm, double fraction)
    {
        var of = cells.Where(c => c.Id.Arm == arm && c.Id.Fraction == fraction).ToList();
        if (of.Count == 0)
            return null;
        var mean = of.Average(c => c.MacroAuc);
        var half = 0.045 / Math.Sqrt(of.Count);
        return new ArmSummary(arm, fraction, of.Count, mean, mean - half, Math.Min(1, mean + half),
            [.. Classes.Select((_, k) => of.Average(c => c.AucPerClass[k]))],
            ReportedScores.All.ToDictionary(s => s.Name, _ => new Estimate(mean, mean - half, mean + half)), Published?.For(arm, fraction));
    }

    private List<Comparison> Comparisons(List<ArmSummary> summaries) =>
    [
        .. from f in Fractions
           let against = summaries.Where(s => s.Fraction == f && !Synthetic(s.Arm)).MaxBy(s => s.MacroAuc)
           where against is not null
           from s in summaries
           where s.Fraction == f && Synthetic(s.Arm)
           let d = s.MacroAuc - against.MacroAuc
           let half = 0.04 / Math.Sqrt(s.Seeds)
           let p = s.Seeds == 1 ? double.NaN : StudentT.TwoSided(2 * d / half, 8)
           select new Comparison(s.Arm, f, against.Arm, d, d - half, d + half, half / 2, 8, p, p,
               !(p < 0.05) ? Verdict.Undecided : d > 0 ? Verdict.Helps : Verdict.Hurts),
    ];

    private List<string> Images(string name, int label, int count, Seed seed)
    {
        var paths = Enumerable.Range(0, count).Select(i => count == 1 ? $"{name}.png" : string.Create(CultureInfo.InvariantCulture, $"{name}-{i}.png")).ToList();
        if (Folder is not null)
            for (var i = 0; i < count; i++)
            {
                var path = Path.Combine(Folder, paths[i]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, Png(label, count == 1 ? 4 : 1, seed.For(i).Random()));
            }
        return paths;
    }

    // A disc for the thorax and one blob per class number in each tile.
    private byte[] Png(int label, int tiles, SplitMix random)
    {
        var side = ImageSide * tiles;
        var planes = new byte[side * side];
        for (var tile = 0; tile < tiles * tiles; tile++)
        {
            var blobs = Enumerable.Range(0, label).Select(_ => (X: random.Uniform(.3, .7), Y: random.Uniform(.3, .7))).ToList();
            for (var i = 0; i < ImageSide * ImageSide; i++)
            {
                double x = (i % ImageSide + .5) / ImageSide, y = (i / ImageSide + .5) / ImageSide;
                var thorax = Math.Exp(-Math.Pow(Math.Pow((x - .5) / .38, 2) + Math.Pow((y - .52) / .42, 2), 2));
                var value = 190 - 140 * thorax * (Math.Abs(x - .5) > .08 ? 1 : .3) + blobs.Sum(b => 110 * Math.Exp(-(Math.Pow(x - b.X, 2) + Math.Pow(y - b.Y, 2)) / .006));
                planes[(tile / tiles * ImageSide + i / ImageSide) * side + tile % tiles * ImageSide + i % ImageSide] = (byte)Math.Clamp(value + 6 * random.NextGaussian(), 0, 255);
            }
        }
        return PngFile.Encode(planes, 1, side, side, tiles > 1 ? null : new Provenance("fixture", "", $"{label}", 0, 0));
    }
}
