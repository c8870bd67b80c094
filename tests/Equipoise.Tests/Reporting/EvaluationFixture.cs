using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Embedding;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Imaging;

namespace Equipoise.Tests.Reporting;

/// <summary>A made-up comparison.</summary>
internal sealed record EvaluationFixture
{
    public IReadOnlyList<string> Classes { get; init; } = ["normal", "focal"];

    /// <summary>Images of either kind of each class on the map.</summary>
    public int Each { get; init; } = 6;

    public string Path { get; init; } = "folder/image";

    public bool Noise { get; init; }

    public bool WithMemorisation { get; init; }

    public EvaluationResult Build() => new(
        "xrays", "runs/gan", "radiomics", 64, [.. Classes.Select(c => new ClassCount(c, 100, 90))],
        [
            Row(null, "frechet", Best.Low, 9, (8, 10), 2), .. Classes.SelectMany((c, i) => (MetricRow[])
            [
                Row(c, "frechet", Best.Low, 9 + i, (8, 12), 2), Row(c, "recall", Best.High, 0.9 - 0.5 * i, (0.8 - 0.5 * i, 1 - 0.5 * i), 0.95),
                Row(c, "vendi", Best.One, 0.9, (0.8, 1), 0.99) with { Caution = i == 0 ? null : "20 images are too few for more than a hint" },
            ]),
        ])
    {
        Memorisation = WithMemorisation ? Memorisation : null,
        Embedding = Embedding(),
    };

    public JointEmbedding Embedding()
    {
        var random = new Seed(3).Random();
        var images = Enumerable.Range(0, 2 * Each * Classes.Count).Select(i => new EmbeddedImage(
            random.NextGaussian(), random.NextGaussian(), Classes[i / 2 % Classes.Count], i % 2 == 1, $"{Path}-{i}.png")).ToList();
        var pixels = images.Select(_ =>
        {
            var shown = new byte[Thumbnails.Side * Thumbnails.Side];
            if (Noise)
                random.NextBytes(shown);
            return shown;
        }).ToList();
        return new(images, 0.5, 30, "Some were left out.") { Thumbnails = Thumbnails.Encoded(pixels, 3_000_000) };
    }

    public NearestImage Pair => new($"{Path}-made.png", $"{Path}-trained.png", 0.25, $"{Path}-other.png", 0.05, Near: true);

    public static byte[] Png { get; } = PngFile.Encode(new byte[64], 1, 8, 8, provenance: null);

    private MemorisationResult Memorisation => new(
        80, 20, 90, [new("authenticity", 0.1, new Interval(0.05, 0.2), 0.5, true, "Nine tenths are too near.")], [Pair]);

    public static MetricRow Row(string? label, string name, Best best, double? value, (double, double)? interval, double? real) => new(
        label, name, best, 90, value, interval is { } i ? new Interval(i.Item1, i.Item2) : null, real, 50, null);
}
