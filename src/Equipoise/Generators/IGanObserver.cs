namespace Equipoise.Generators;

/// <summary>Who watches a GAN train: writes logs, draws samples. It sees numbers and the GAN, and changes neither.</summary>
public interface IGanObserver
{
    /// <summary>Called after each epoch.</summary>
    void EpochEnded(GanEpoch epoch, IGan gan);
}
