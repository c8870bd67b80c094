using System.Text.Json.Serialization;
using Equipoise.Features;
using Equipoise.Networks;

namespace Equipoise.Generators;

/// <summary>
/// The settings that every generator has. A generator's own record, named for the catalog, adds its own and builds it. In files
/// the settings of a discriminator stand beside the generator's, which is what the orders are for.
/// </summary>
public abstract record GeneratorSpec
{
    /// <summary>Width of the noise.</summary>
    [JsonPropertyOrder(1)]
    public virtual int LatentSize { get; init; } = 128;

    /// <summary>Passes over the training images.</summary>
    [JsonPropertyOrder(1)]
    public int Epochs { get; init; } = 200;

    /// <summary>Fewest steps per epoch; matters where the training set is tiny.</summary>
    [JsonPropertyOrder(1)]
    public int MinimumStepsPerEpoch { get; init; } = 1;

    /// <summary>Real images in a step; of a GAN as many fakes.</summary>
    [JsonPropertyOrder(1)]
    public virtual int BatchSize { get; init; } = 32;

    /// <summary>
    /// Classes of the real images in a batch. Where they differ from those of a GAN's fakes, a discriminator with batch
    /// normalisation can tell real from fake by the mixture of labels alone, and training fails.
    /// </summary>
    [JsonPropertyOrder(1)]
    public LabelSampling RealLabels { get; init; } = LabelSampling.Uniform;

    /// <summary>Epochs between two sample grids.</summary>
    [JsonPropertyOrder(3)]
    public int SampleEvery { get; init; } = 1;

    /// <summary>The optimiser of all networks.</summary>
    [JsonPropertyOrder(5)]
    public virtual OptimiserKind Optimiser { get; init; } = OptimiserKind.Adam;

    /// <summary>Learning rate of all networks, but for a discriminator that has its own.</summary>
    [JsonPropertyOrder(5)]
    public virtual double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's decay of the first moment.</summary>
    [JsonPropertyOrder(5)]
    public virtual double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's decay of the second moment.</summary>
    [JsonPropertyOrder(5)]
    public virtual double Beta2 { get; init; } = 0.999;

    /// <summary>Greatest Euclidean norm of the generator's gradient, over all weights; 0 for any.</summary>
    [JsonPropertyOrder(7)]
    public double GeneratorGradientClip { get; init; }

    /// <summary>How the learning rates fall over a phase.</summary>
    [JsonPropertyOrder(9)]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The share of a phase after which the learning rates begin to fall, from 0 to below 1.</summary>
    [JsonPropertyOrder(9)]
    public double DecayFrom { get; init; } = 0.5;

    /// <summary>What happens when a loss is not finite or beyond <see cref="LossLimit"/>.</summary>
    [JsonPropertyOrder(9)]
    public OnDivergence OnDivergence { get; init; } = OnDivergence.Stop;

    /// <summary>Greatest absolute value of a loss; beyond it training has run away.</summary>
    [JsonPropertyOrder(9)]
    public double LossLimit { get; init; } = 1e5;

    /// <summary>What the learning rates are multiplied by at each rollback.</summary>
    [JsonPropertyOrder(9)]
    public double RollbackFactor { get; init; } = 0.5;

    /// <summary>Rollbacks before training ends after all.</summary>
    [JsonPropertyOrder(9)]
    public int MaximumRollbacks { get; init; } = 5;

    /// <summary>Epochs between two measurements of samples: kernel distance, and diversity per class; 0 for none.</summary>
    [JsonPropertyOrder(9)]
    public int MeasureEvery { get; init; } = 5;

    /// <summary>The features in which samples are measured, by their name in the catalog.</summary>
    [JsonPropertyOrder(9)]
    public string MeasureIn { get; init; } = "pixels";

    /// <summary>The real images with which samples are compared.</summary>
    [JsonPropertyOrder(9)]
    public MeasureOn MeasureOn { get; init; } = MeasureOn.Training;

    /// <summary>Which weights become the generator's.</summary>
    [JsonPropertyOrder(9)]
    public BestSnapshot Best { get; init; } = BestSnapshot.Last;

    /// <summary>Measurements without a new best after which training ends early; 0 to train to the end.</summary>
    [JsonPropertyOrder(9)]
    public int Patience { get; init; }

    /// <summary>A class whose samples are less diverse than this share of its real images counts as collapsed.</summary>
    [JsonPropertyOrder(9)]
    public double CollapseBelow { get; init; } = 0.3;

    /// <summary>Between the generator's layers.</summary>
    [JsonPropertyOrder(9)]
    public virtual Activation GeneratorActivation { get; init; } = Activation.Relu;

    /// <summary>Whether every layer of the generator is spectrally normalised.</summary>
    [JsonPropertyOrder(11)]
    public bool GeneratorSpectralNorm { get; init; }

    /// <summary>Builds the networks with fresh weights.</summary>
    /// <exception cref="Common.UserException">The generator is not for such data.</exception>
    public abstract IGenerator Build(GeneratorContext context);

    /// <summary>Optimiser steps in an epoch over this many images.</summary>
    public int StepsPerEpoch(int images) => Math.Max(MinimumStepsPerEpoch, (images + BatchSize - 1) / BatchSize);

    /// <summary>All that is wrong with the settings.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (LatentSize < 1)
            yield return $"latentSize must be at least 1; received {LatentSize}.";
        if (Epochs < 1)
            yield return $"epochs must be at least 1; received {Epochs}.";
        if (MinimumStepsPerEpoch < 1)
            yield return $"minimumStepsPerEpoch must be at least 1; received {MinimumStepsPerEpoch}.";
        if (BatchSize < 2)
            yield return $"batchSize must be at least 2 (batch normalisation); received {BatchSize}.";
        if (SampleEvery < 1)
            yield return $"sampleEvery must be at least 1; received {SampleEvery}.";
        foreach (var problem in OptimiserProblems(GeneratorOptimiser, "learningRate", "beta1", "beta2", "generatorGradientClip").Concat(TrainingProblems()))
            yield return problem;
    }

    /// <summary>The optimiser of the generator's weights.</summary>
    internal OptimiserSettings GeneratorOptimiser => new(Optimiser, LearningRate, Beta1, Beta2, GeneratorGradientClip);

    /// <summary>What is wrong with an optimiser, of which these are the names of the settings.</summary>
    private protected static IEnumerable<string> OptimiserProblems(
        OptimiserSettings optimiser, string learningRate, string beta1, string beta2, string gradientClip)
    {
        if (!(optimiser.LearningRate > 0))
            yield return $"{learningRate} must be above 0; received {optimiser.LearningRate}.";
        foreach (var (name, beta) in new[] { (beta1, optimiser.Beta1), (beta2, optimiser.Beta2) })
            if (beta is not (>= 0 and < 1))
                yield return $"{name} must be at least 0 and below 1; received {beta}.";
        if (!(optimiser.GradientClip >= 0))
            yield return $"{gradientClip} must be 0 (off) or above; received {optimiser.GradientClip}.";
    }

    private IEnumerable<string> TrainingProblems()
    {
        if (DecayFrom is not (>= 0 and < 1))
            yield return $"decayFrom must be at least 0 and below 1; received {DecayFrom}.";
        if (!(LossLimit > 0))
            yield return $"lossLimit must be above 0; received {LossLimit}.";
        if (RollbackFactor is not (> 0 and < 1))
            yield return $"rollbackFactor must be above 0 and below 1; received {RollbackFactor}.";
        if (MaximumRollbacks < 0)
            yield return $"maximumRollbacks must be at least 0; received {MaximumRollbacks}.";
        if (MeasureEvery < 0)
            yield return $"measureEvery must be at least 0; received {MeasureEvery}.";
        if (!FeatureCatalog.All.Names.Contains(MeasureIn))
            yield return $"measureIn must be one of {string.Join(", ", FeatureCatalog.All.Names)}; received '{MeasureIn}'.";
        if (Patience < 0)
            yield return $"patience must be at least 0; received {Patience}.";
        if (CollapseBelow is not (>= 0 and <= 1))
            yield return $"collapseBelow must be between 0 and 1; received {CollapseBelow}.";
        if (MeasureEvery == 0 && (Patience > 0 || Best != BestSnapshot.Last))
            yield return "measureEvery must be above 0 where patience or best need measurements; received 0.";
    }
}
