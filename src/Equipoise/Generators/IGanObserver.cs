namespace Equipoise.Generators;

/// <summary>Who watches a GAN train: writes logs, draws samples. It sees numbers and the GAN, and changes neither.</summary>
public interface IGanObserver
{
    /// <summary>Called after each epoch.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="losses">The mean of each loss over the steps of the epoch that had it.</param>
    void EpochEnded(int epoch, IReadOnlyDictionary<string, double> losses, IGan gan);
}
