using System.Globalization;
using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Embedding;

/// <summary>Lays real and synthetic images out together.</summary>
internal static class JointTsne
{
    /// <summary>With fewer images than this a map shows nothing but chance.</summary>
    public const int Fewest = 10;

    private const int LargestMap = 50_000;

    /// <summary>One t-SNE of both kinds.</summary>
    /// <param name="real">With the path of each.</param>
    /// <param name="synthetic">Likewise, in the same features.</param>
    /// <param name="classNames">The classes by number.</param>
    /// <param name="most">Images of both kinds in all. Rare classes keep theirs: the limit is the same for each class.</param>
    /// <param name="seed">That of the comparison, whose images these are.</param>
    /// <exception cref="UserException">A limit that is not allowed.</exception>
    public static JointEmbedding Fit(
        (LabelledFeatures Features, IReadOnlyList<string> Paths) real, (LabelledFeatures Features, IReadOnlyList<string> Paths) synthetic,
        IReadOnlyList<string> classNames, int most, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        if (most is < Fewest or > LargestMap)
            throw UserException.Usage($"An embedding holds {Fewest} to {LargestMap} images; received {most}.");
        var pairs = classNames.Select((_, c) => Pair.Of(real.Features.Members(c), synthetic.Features.Members(c), seed.For(c))).ToArray();
        var limit = PerClass([.. pairs.Select(p => p.Real.Length)], most / 2);
        pairs = [.. pairs.Select((p, c) => p.AtMost(limit, seed.For("embedding").For(c)))];
        var (rows, labels) = (Rows(pairs), pairs.SelectMany((p, c) => Enumerable.Repeat(c, p.Real.Length)).ToArray());
        if (2 * labels.Length < Fewest)
            return new([], null, null, $"{2 * labels.Length} images are too few for an embedding; it needs at least {Fewest}.");
        var map = Map(real.Features.Features, synthetic.Features.Features, rows, seed, progress, stop);
        EmbeddedImage Image(int i)
        {
            var (fake, place) = (i >= labels.Length, i % labels.Length);
            var path = fake ? synthetic.Paths[rows.Synthetic[place]] : real.Paths[rows.Real[place]];
            return new(map.Coordinates[i, 0], map.Coordinates[i, 1], classNames[labels[place]], fake, path);
        }
        int[] order = [.. Enumerable.Range(0, 2 * labels.Length)];
        seed.For("order").Random().Permute(order);
        return new([.. order.Select(Image)], map.Divergence, map.Perplexity, Remark(labels.Length, real.Paths.Count, synthetic.Paths.Count));
    }

    /// <summary>The largest number of images per class with which all classes together have at most so many.</summary>
    internal static int PerClass(IReadOnlyList<int> available, int most)
    {
        var (left, classes) = (most, available.Count);
        foreach (var count in available.Order())
        {
            if ((long)count * classes > left)
                return left / classes;
            (left, classes) = (left - count, classes - 1);
        }
        return int.MaxValue;
    }

    private static (int[] Real, int[] Synthetic) Rows(Pair[] pairs) =>
        ([.. pairs.SelectMany(p => p.Real)], [.. pairs.SelectMany(p => p.Synthetic)]);

    private static TsneResult Map(
        FeatureSet real, FeatureSet synthetic, (int[] Real, int[] Synthetic) rows, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var features = cat(
        [
            real.Values.index_select(0, tensor(rows.Real, ScalarType.Int64)),
            synthetic.Values.index_select(0, tensor(rows.Synthetic, ScalarType.Int64)),
        ]); // [2N,D]
        // A third of the other points at most, as t-SNE would warn.
        var defaults = new TsneSettings();
        var settings = defaults with { Perplexity = Math.Min(defaults.Perplexity, Math.Max(1, (features.shape[0] - 1) / 3.0)) };
        return Tsne.Fit(features, settings, seed.For("tsne"), progress, stop);
    }

    private static string? Remark(int each, int real, int synthetic) => each == real && each == synthetic
        ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"The embedding holds {each:#,0} of {real:#,0} real and {each:#,0} of {synthetic:#,0} synthetic images, as many of either kind in every class, drawn by chance.");
}
