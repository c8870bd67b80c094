namespace Equipoise.Generators;

/// <summary>Who watches a generator train: writes logs, draws samples. It sees numbers and the generator, and changes neither.</summary>
public interface IGeneratorObserver
{
    /// <summary>Called after each epoch.</summary>
    void EpochEnded(TrainingEpoch epoch, IGenerator generator);
}
