using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>Exponential moving averages of a network's weights (Yazici et al. 2019).</summary>
public static class MovingAverage
{
    /// <summary>
    /// Moves <paramref name="average"/> towards <paramref name="network"/>. Early on the decay is smaller, so that the
    /// first weights are soon forgotten: min(decay, (1 + step) / (10 + step)).
    /// </summary>
    /// <param name="step">Updates so far.</param>
    public static void Update(nn.Module average, nn.Module network, double decay, long step)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var weight = 1 - Math.Min(decay, (1.0 + step) / (10 + step));
        foreach (var (a, b) in average.parameters().Zip(network.parameters()))
            a.lerp_(b, weight);
    }

    /// <summary>
    /// Gives the batch normalisations statistics of their own ("standing statistics", Brock et al. 2019): those of the
    /// training network belong to other weights. Leaves the network in evaluation mode.
    /// </summary>
    /// <param name="network">Whose normalisations are <see cref="BatchNorm"/>.</param>
    /// <param name="forward">Passes one batch, by its number.</param>
    public static void RefreshStatistics(nn.Module network, int batches, Action<int> forward)
    {
        using var noGrad = no_grad();
        var norms = network.modules().OfType<BatchNorm>().ToList();
        foreach (var norm in norms)
            norm.ResetStatistics();
        network.train();
        for (var i = 0; i < batches && norms.Count > 0; i++)
        {
            foreach (var norm in norms)
                norm.Momentum = 1.0 / (i + 1);
            forward(i);
        }
        network.eval();
    }
}
