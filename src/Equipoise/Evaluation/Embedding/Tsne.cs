using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008), over the nearest neighbours (van der Maaten
/// 2014), which are exact, from a start on the principal components (Kobak and Berens 2019). Deviations: momentum and gains start
/// anew after the early steps, as in scikit-learn, and no step takes a coordinate further than 5.
/// </summary>
public static class Tsne
{
    private const int ReportEvery = 50;

    /// <summary>
    /// Lays features out in the plane. The same features, settings, seed and number of libtorch's threads give the same map.
    /// </summary>
    /// <param name="features">[N,D] floating point on any device, N at least 2.</param>
    /// <param name="settings">Perplexity, iterations and the like.</param>
    /// <param name="seed">Decides little: a start that is a hundredth random.</param>
    /// <param name="progress">Told of every 50th step, and warned of a perplexity that had to be lowered.</param>
    /// <param name="stop">Cancels between steps.</param>
    /// <exception cref="UserException">Wrong settings, fewer than 2 rows, or NaN or infinite features.</exception>
    /// <exception cref="ArgumentException">No matrix.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TsneResult Fit(Tensor features, TsneSettings settings, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        Require(settings);
        Require(features);
        var perplexity = Fitting(settings.Perplexity, (int)features.shape[0], progress);
        var (reduced, start) = Reduction.Of(features, settings.Components, seed);
        var affinities = Affinities.From(NearestNeighbours.Find(reduced, NeighboursFor(perplexity, start.Points), stop), perplexity);
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
            throw UserException.BadData(
                $"t-SNE needs at least 2 points with 1 feature each; received {features.shape[0]} with {features.shape[1]}.");
        using var scope = NewDisposeScope();
        var broken = features.isfinite().all(1).logical_not().nonzero().flatten();
        if (broken.numel() > 0)
            throw UserException.BadData(
                $"Features of {broken.numel()} of {features.shape[0]} points are NaN or infinite, first of point {broken[0].item<long>()}; "
                    + "t-SNE needs finite ones.",
                "Look for what made them: broken images, or weights of a training that diverged.");
    }

    // At a third of the other points all of them are neighbours.
    private static double Fitting(double perplexity, int points, IRunProgress progress)
    {
        var greatest = Math.Max(1, (points - 1) / 3.0);
        if (perplexity > greatest)
            progress.Warn(FormattableString.Invariant(
                $"A perplexity of {perplexity} is too much for {points} points; t-SNE uses {greatest:0.##}."));
        return Math.Min(perplexity, greatest);
    }

    // As many as scikit-learn takes.
    private static int NeighboursFor(double perplexity, int points) => Math.Min(points - 1, (int)(3 * perplexity) + 1);

    private static double Descend(Affinities affinities, Plane at, TsneSettings settings, IRunProgress progress, CancellationToken stop)
    {
        var gradient = new Gradient(affinities, new CheaperRepulsion(), at.Points);
        var (descent, slope) = (new Descent(at, (float)settings.LearningRateFor(at.Points)), new Plane(at.Points));
        using var stage = progress.Begin("t-SNE", settings.Iterations);
        for (var step = 0; step < settings.Iterations; step++)
        {
            stop.ThrowIfCancellationRequested();
            if (step == 0 || step == settings.EarlyIterations)
                descent.Restart();
            var early = step < settings.EarlyIterations;
            gradient.At(at, early ? settings.EarlyExaggeration : 1, slope);
            descent.Step(slope, (float)(early ? settings.EarlyMomentum : settings.Momentum));
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
