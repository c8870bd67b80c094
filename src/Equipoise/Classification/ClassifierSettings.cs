namespace Equipoise.Classification;

/// <summary>What the classifier minimises.</summary>
public enum ClassifierLoss
{
    /// <summary>A sigmoid per class and binary cross-entropy on the one-hot label (the paper's).</summary>
    SigmoidBce,

    /// <summary>Softmax cross-entropy.</summary>
    Softmax,
}

/// <summary>What the classifier is and how it is trained, from scratch: the same for every arm.</summary>
public sealed record ClassifierSettings
{
    public ClassifierNetwork Network { get; init; } = ClassifierNetwork.Densenet121;

    /// <summary>
    /// Epochs. So that arms with more images do not train longer, an epoch has the same number of steps in every arm:
    /// as many as one pass over the balanced training set (classes times the largest class) takes.
    /// </summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Fewest optimiser steps per epoch; matters where the training set is tiny.</summary>
    public int MinimumStepsPerEpoch { get; init; } = 1;

    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    public ClassifierLoss Loss { get; init; } = ClassifierLoss.SigmoidBce;

    /// <summary>Optimiser steps in an epoch.</summary>
    /// <param name="realPerClass">Real training images of each class.</param>
    public int StepsPerEpoch(IReadOnlyList<int> realPerClass) =>
        Math.Max(MinimumStepsPerEpoch, (realPerClass.Count * realPerClass.Max() + BatchSize - 1) / BatchSize);

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (Epochs < 1)
            yield return $"classifier.epochs must be at least 1; received {Epochs}.";
        if (MinimumStepsPerEpoch < 1)
            yield return $"classifier.minimumStepsPerEpoch must be at least 1; received {MinimumStepsPerEpoch}.";
        if (BatchSize < 2)
            yield return $"classifier.batchSize must be at least 2 (batch normalisation); received {BatchSize}.";
        if (!(LearningRate > 0))
            yield return $"classifier.learningRate must be above 0; received {LearningRate}.";
    }
}
