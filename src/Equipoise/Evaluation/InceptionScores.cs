using Equipoise.Common;
using Equipoise.Evaluation.Metrics;
using Equipoise.Features;

namespace Equipoise.Evaluation;

/// <summary>The inception score beside the other figures, where the features are those of Inception's last layer.</summary>
internal static class InceptionScores
{
    private const string Name = "inception-score";

    private const string Caution = "it sorts images into the classes of photographs, so for radiographs it means little";

    /// <summary>Of all images in equal mixture and of each class; beside it the score of as many real images.</summary>
    public static IEnumerable<MetricRow> Of(
        InceptionFeatures network, LabelledFeatures real, LabelledFeatures synthetic, IReadOnlyList<string> classNames, Seed seed)
    {
        var pairs = classNames.Select((_, c) => Pair.Of(real.Members(c), synthetic.Members(c), seed.For(c))).ToArray();
        (string? Class, Pair[] Pairs)[] scopes = [.. classNames.Zip(pairs, (n, p) => ((string?)n, new[] { p }))];
        if (pairs.Length > 1)
            scopes = [(null, pairs), .. scopes];
        foreach (var (label, some) in scopes)
        {
            int[] rows = [.. some.SelectMany(p => p.Synthetic)];
            if (rows.Length == 0)
                continue;
            var (score, interval) = Score(synthetic.Features, rows);
            yield return new(label, Name, Best.High, rows.Length, score, interval, Score(real.Features, [.. some.SelectMany(p => p.Real)]).Score, rows.Length, Caution);
        }

        (double Score, Interval Interval) Score(FeatureSet features, int[] rows)
        {
            using var taken = features.Take(rows);
            using var single = taken.Values.to(TorchSharp.torch.ScalarType.Float32);
            using var logits = network.Logits(single);
            return InceptionScore.Of(logits, taken.Groups);
        }
    }
}
