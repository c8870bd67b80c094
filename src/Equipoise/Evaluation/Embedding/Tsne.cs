using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008), over the nearest neighbours (van der Maaten
/// 2014), which are exact, from a start on the principal components (Kobak and Berens 2019). Deviation: momentum and gains start
/// anew after the early steps, as in scikit-learn.
/// </summary>
public static class Tsne
{
    // Of the first principal component at the start.
    private const double StartDeviation = 1e-4;

    // Tells equal rows apart, and points of features that vary in one direction only.
    private const double Jitter = 1e-6;

    private const int ReportEvery = 50;

    /// <summary>Lays features out in the plane. The same features, settings, seed and number of libtorch's threads give the same map.</summary>
    /// <param name="features">[N,D] floating point on any device, N at least 2.</param>
    /// <param name="settings">Perplexity, iterations and the like.</param>
    /// <param name="seed">Decides little: a start that is a hundredth random.</param>
    /// <param name="progress">Told of every 50th step, and warned of a perplexity that had to be lowered.</param>
    /// <param name="stop">Cancels between steps.</param>
    /// <exception cref="UserException">Wrong settings, fewer than 2 rows, NaN or infinite features, or a step length at which points run away.</exception>
    /// <exception cref="ArgumentException">No matrix.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TsneResult Fit(Tensor features, TsneSettings settings, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        Require(settings);
        Require(features);
        var perplexity = Fitting(settings.Perplexity, (int)features.shape[0], progress);
        var (reduced, start) = Reduce(features, settings.Components, seed);
        var affinities = Affinities.From(Neighbours.Find(reduced, NeighboursFor(perplexity, start.Points), stop), perplexity);
        var divergence = Descend(affinities, start, settings, progress, stop);
        return new TsneResult(Coordinates(start), divergence, perplexity);
    }

    private static void Require(TsneSettings settings)
    {
        var problems = settings.Problems().ToList();
        if (problems.Count > 0)
            throw UserException.Usage(string.Join("\n", problems));
    }

    private static void Require(Tensor features)
    {
        Shapes.Require(features, [-1, -1]);
        if (features.shape[0] < 2 || features.shape[1] < 1)
            throw UserException.BadData($"t-SNE needs at least 2 points with 1 feature each; received {features.shape[0]} with {features.shape[1]}.");
        using var scope = NewDisposeScope();
        var broken = features.isfinite().all(1).logical_not().nonzero().flatten();
        if (broken.numel() > 0)
            throw UserException.BadData(
                $"Features of {broken.numel()} of {features.shape[0]} points are NaN or infinite, first of point {broken[0].item<long>()}; t-SNE needs finite ones.",
                "Look for what made them: broken images, or weights of a training that diverged.");
    }

    // At a third of the other points all of them are neighbours.
    private static double Fitting(double perplexity, int points, IRunProgress progress)
    {
        var greatest = Math.Max(1, (points - 1) / 3.0);
        if (perplexity > greatest)
            progress.Warn(FormattableString.Invariant($"A perplexity of {perplexity} is too much for {points} points; t-SNE uses {greatest:0.##}."));
        return Math.Min(perplexity, greatest);
    }

    // As many as scikit-learn takes.
    private static int NeighboursFor(double perplexity, int points) => Math.Min(points - 1, (int)(3 * perplexity) + 1);

    /// <summary>Features of at most this many columns, about their mean and at most about 1, and a start.</summary>
    private static (float[,] Features, Plane Start) Reduce(Tensor features, int components, Seed seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = features.to(ScalarType.Float64).cpu();
        // Perplexity makes up for any scale; this one keeps squares finite.
        x /= x.abs().max().clamp(min: 1e-300);
        x -= x.mean([0], keepdim: true);
        var wide = x.shape[1] > components;
        var scores = PrincipalComponents.Scores(x, (int)Math.Min(wide ? components : 2, Math.Min(x.shape[0], x.shape[1])));
        return (Array(wide ? scores : x), Start(Array(scores), seed));
    }

    private static float[,] Array(Tensor matrix)
    {
        var array = new float[matrix.shape[0], matrix.shape[1]];
        var data = matrix.to(ScalarType.Float32).contiguous().data<float>().ToArray();
        Buffer.BlockCopy(data, 0, array, 0, data.Length * sizeof(float));
        return array;
    }

    private static Plane Start(float[,] scores, Seed seed)
    {
        var start = new Plane(scores.GetLength(0));
        var square = 0.0;
        for (var i = 0; i < start.Points; i++)
            square += (double)scores[i, 0] * scores[i, 0];
        var deviation = Math.Sqrt(square / start.Points);
        // Rows that are equal but for rounding start from jitter alone.
        var scale = deviation > 1e-12 ? StartDeviation / deviation : 0;
        var random = seed.For("t-SNE start").Random();
        for (var i = 0; i < start.Points; i++)
        {
            start.X[i] = (float)(scale * scores[i, 0] + Jitter * random.NextGaussian());
            start.Y[i] = (float)(scale * (scores.GetLength(1) > 1 ? scores[i, 1] : 0) + Jitter * random.NextGaussian());
        }
        return start;
    }

    private static double Descend(Affinities affinities, Plane at, TsneSettings settings, IRunProgress progress, CancellationToken stop)
    {
        var gradient = new Gradient(affinities, new CheaperRepulsion(), at.Points);
        var (descent, slope) = (new Descent(at, settings.LearningRateFor(at.Points)), new Plane(at.Points));
        using var stage = progress.Begin("t-SNE", settings.Iterations);
        for (var step = 0; step < settings.Iterations; step++)
        {
            stop.ThrowIfCancellationRequested();
            if (step == 0 || step == settings.EarlyIterations)
                descent.Restart();
            var early = step < settings.EarlyIterations;
            gradient.At(at, early ? settings.EarlyExaggeration : 1, slope);
            descent.Step(slope, early ? settings.EarlyMomentum : settings.Momentum);
            if ((step + 1) % ReportEvery == 0)
                stage.Report(step + 1, FormattableString.Invariant($"divergence {gradient.Divergence(at):F3}"));
        }
        return gradient.Divergence(at);
    }

    private static float[,] Coordinates(Plane at)
    {
        var coordinates = new float[at.Points, 2];
        for (var i = 0; i < at.Points; i++)
            (coordinates[i, 0], coordinates[i, 1]) = (at.X[i], at.Y[i]);
        return coordinates;
    }
}
