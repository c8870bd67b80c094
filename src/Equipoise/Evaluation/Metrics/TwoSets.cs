using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>What a distance between two sets of features asks of them.</summary>
internal static class TwoSets
{
    private const int Fewest = 2;

    /// <summary>Requires matrices [N,D] and [M,D] of at least two rows each.</summary>
    /// <param name="distance">What it is called in the message.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Require(Tensor real, Tensor synthetic, string distance)
    {
        RequireRows(real, distance, nameof(real));
        RequireRows(synthetic, distance, nameof(synthetic));
        Shapes.Require(synthetic, [-1, real.shape[1]]);
    }

    private static void RequireRows(Tensor features, string distance, string name)
    {
        Shapes.Require(features, [-1, -1], name);
        if (features.shape[0] < Fewest)
            throw new ArgumentException($"{name} has {features.shape[0]} rows; the {distance} needs at least {Fewest}.", name);
    }
}
