using Equipoise.Generators.Monitoring;

namespace Equipoise.Generators;

/// <summary>Where training stands: what a checkpoint holds beside the tensors.</summary>
public sealed record GeneratorProgress
{
    /// <summary>Steps done, over all phases. Which images a step sees and what it draws follow from its number.</summary>
    public long Step { get; init; }

    /// <summary>Sums of the losses of the epoch under way.</summary>
    public IReadOnlyDictionary<string, LossSum> Sums { get; init; } = new Dictionary<string, LossSum>();

    /// <summary>What rollbacks have made of the learning rates.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>How often training went back.</summary>
    public int Rollbacks { get; init; }

    /// <summary>The best measurement so far, and since when there was none better.</summary>
    public EarlyStopState Best { get; init; } = new();

    /// <summary>What samples were like when last measured.</summary>
    public SampleReport? Samples { get; init; }

    /// <summary>Whether training ended before its last epoch, for want of a better measurement.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Seconds by phase, with <c>measuring</c> and <c>checkpoints</c>; of all processes that took part.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new Dictionary<string, double>();
}
