using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Statistics;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>
/// Tells synthetic images that are nearly copies of training images. An image is one if its small version is nearer to that
/// of a training image than all but one in a hundred training images are to the nearest of another patient: so near by chance are few.
/// </summary>
public sealed class CopyGuard : IDisposable
{
    /// <summary>The share of real images that are as near to one of another patient.</summary>
    public const double Share = 0.01;

    private readonly Tensor _training;   // [N,D] float64
    private readonly string[] _hashes;
    private readonly IFeatureExtractor _extractor;

    private CopyGuard(Tensor training, string[] hashes, double threshold, IFeatureExtractor extractor) =>
        (_training, _hashes, Threshold, _extractor) = (training, hashes, threshold, extractor);

    /// <summary>Root mean square difference of pixels, in [0,1] of the grey range, below which an image is withheld.</summary>
    public double Threshold { get; }

    /// <summary>Learns the distance of copies from the training images themselves.</summary>
    /// <exception cref="ArgumentException">Images of fewer than two patients: there is no distance to learn from.</exception>
    public static CopyGuard Of(RealImages training, IRunProgress progress, CancellationToken stop)
    {
        string[] groups = [.. training.Records.Select(r => r.Group)];
        if (groups.Distinct().Count() < 2)
            throw new ArgumentException("Training images of fewer than two patients.", nameof(training));
        using var scope = NewDisposeScope();
        using var pixels = training.Gather([0]);
        var extractor = FeatureCatalog.Create("pixels", new FeatureContext((int)pixels.shape[1], CPU));
        var features = new FeatureCache(FeatureCache.DefaultFolder).Get(extractor, training, CPU, progress, stop).to(ScalarType.Float64);
        double[] nearest = [.. Neighbours.NearestOfOthers(features, groups).Select(d => d / Unit(features)).Order()];
        return new(features.DetachFromDisposeScope(), [.. training.Records.Select(r => r.Hash.Hex)], Quantile.Of(nearest, Share), extractor);
    }

    /// <summary>For each image the training image that it is most like, by SHA-256, how far it is, and whether it is a near copy.</summary>
    /// <param name="images">[N,C,H,W] uint8.</param>
    public IReadOnlyList<(string Training, double Distance, bool Copy)> Check(Tensor images)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (rows, distances) = Neighbours.Nearest(_extractor.Extract(ImageSets.ToFloat(images)).to(ScalarType.Float64), _training);
        return [.. rows.Zip(distances, (row, d) => (_hashes[row], d / Unit(_training), d / Unit(_training) <= Threshold))];
    }

    // Pixels are in [-1,1].
    private static double Unit(Tensor features) => 2 * Math.Sqrt(features.shape[1]);

    public void Dispose()
    {
        _training.Dispose();
        _extractor.Dispose();
    }
}
