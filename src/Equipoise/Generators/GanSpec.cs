using Equipoise.Features;
using Equipoise.Networks;

namespace Equipoise.Generators;

/// <summary>The settings that every GAN has. A GAN's own record, named for the catalog, adds its own and builds it.</summary>
public abstract record GanSpec
{
    /// <summary>Width of the noise.</summary>
    public virtual int LatentSize { get; init; } = 128;

    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Fewest steps per epoch; matters where the training set is tiny.</summary>
    public int MinimumStepsPerEpoch { get; init; } = 1;

    /// <summary>Real images, and fakes, in a step.</summary>
    public virtual int BatchSize { get; init; } = 32;

    /// <summary>
    /// Classes of the real images that the discriminator sees. Where they differ from those of the fakes, a
    /// discriminator with batch normalisation can tell real from fake by the mixture of labels in a batch alone, and
    /// training fails.
    /// </summary>
    public LabelSampling RealLabels { get; init; } = LabelSampling.Uniform;

    /// <summary>Classes of the fakes; uniform is what balances.</summary>
    public LabelSampling FakeLabels { get; init; } = LabelSampling.Uniform;

    /// <summary>What is done to all images that the discriminator sees.</summary>
    public DiscriminatorAugmentation Augmentation { get; init; } = DiscriminatorAugmentation.None;

    /// <summary>Decay per step of the generator's exponential moving average, from which all samples are drawn; 0 to use the last weights.</summary>
    public double EmaDecay { get; init; } = 0.999;

    /// <summary>Epochs between two sample grids.</summary>
    public int SampleEvery { get; init; } = 1;

    /// <summary>
    /// Discriminator steps per generator step. Every batch of real images is one discriminator step; every so many
    /// batches the generator follows. An epoch stays one pass over the training images.
    /// </summary>
    public virtual int DiscriminatorSteps { get; init; } = 1;

    /// <summary>The optimiser of both networks.</summary>
    public virtual OptimiserKind Optimiser { get; init; } = OptimiserKind.Adam;

    /// <summary>Learning rate of the generator, and of the discriminator unless that has its own.</summary>
    public virtual double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's decay of the first moment.</summary>
    public virtual double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's decay of the second moment.</summary>
    public virtual double Beta2 { get; init; } = 0.999;

    /// <summary>The discriminator's learning rate (Heusel et al. 2017); unless given, the generator's.</summary>
    public double? DiscriminatorLearningRate { get; init; }

    /// <summary>The discriminator's <c>beta1</c>; unless given, the generator's.</summary>
    public double? DiscriminatorBeta1 { get; init; }

    /// <summary>The discriminator's <c>beta2</c>; unless given, the generator's.</summary>
    public double? DiscriminatorBeta2 { get; init; }

    /// <summary>Greatest Euclidean norm of the generator's gradient, over all weights; 0 for any.</summary>
    public double GeneratorGradientClip { get; init; }

    /// <summary>Greatest Euclidean norm of the discriminator's gradient, over all weights; 0 for any.</summary>
    public double DiscriminatorGradientClip { get; init; }

    /// <summary>How the learning rates fall over a phase.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The share of a phase after which the learning rates begin to fall, from 0 to below 1.</summary>
    public double DecayFrom { get; init; } = 0.5;

    /// <summary>What happens when a loss is not finite or beyond <see cref="LossLimit"/>.</summary>
    public OnDivergence OnDivergence { get; init; } = OnDivergence.Stop;

    /// <summary>Greatest absolute value of a loss; beyond it training has run away.</summary>
    public double LossLimit { get; init; } = 1e5;

    /// <summary>What the learning rates are multiplied by at each rollback.</summary>
    public double RollbackFactor { get; init; } = 0.5;

    /// <summary>Rollbacks before training ends after all.</summary>
    public int MaximumRollbacks { get; init; } = 5;

    /// <summary>Epochs between two measurements of samples: kernel distance, and diversity per class; 0 for none.</summary>
    public int MeasureEvery { get; init; } = 5;

    /// <summary>The features in which samples are measured, by their name in the catalog.</summary>
    public string MeasureIn { get; init; } = "pixels";

    /// <summary>The real images with which samples are compared.</summary>
    public MeasureOn MeasureOn { get; init; } = MeasureOn.Training;

    /// <summary>Which weights become the generator's.</summary>
    public BestSnapshot Best { get; init; } = BestSnapshot.Last;

    /// <summary>Measurements without a new best after which training ends early; 0 to train to the end.</summary>
    public int Patience { get; init; }

    /// <summary>A class whose samples are less diverse than this share of its real images counts as collapsed.</summary>
    public double CollapseBelow { get; init; } = 0.3;

    /// <summary>Between the generator's layers.</summary>
    public virtual Activation GeneratorActivation { get; init; } = Activation.Relu;

    /// <summary>Between the discriminator's layers.</summary>
    public Activation DiscriminatorActivation { get; init; } = Activation.LeakyRelu;

    /// <summary>Whether every layer of the generator is spectrally normalised.</summary>
    public bool GeneratorSpectralNorm { get; init; }

    /// <summary>Whether every layer of the discriminator is spectrally normalised.</summary>
    public virtual bool DiscriminatorSpectralNorm { get; init; }

    /// <summary>Builds the networks with fresh weights.</summary>
    public abstract IGan Build(GanContext context);

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
        if (EmaDecay is not (>= 0 and < 1))
            yield return $"emaDecay must be at least 0 and below 1; received {EmaDecay}.";
        if (SampleEvery < 1)
            yield return $"sampleEvery must be at least 1; received {SampleEvery}.";
        foreach (var problem in OptimiserProblems().Concat(TrainingProblems()))
            yield return problem;
    }

    /// <summary>The optimiser of the generator's weights.</summary>
    internal OptimiserSettings GeneratorOptimiser => new(Optimiser, LearningRate, Beta1, Beta2, GeneratorGradientClip);

    /// <summary>The optimiser of the discriminator's weights.</summary>
    internal OptimiserSettings DiscriminatorOptimiser => new(
        Optimiser, DiscriminatorLearningRate ?? LearningRate, DiscriminatorBeta1 ?? Beta1, DiscriminatorBeta2 ?? Beta2, DiscriminatorGradientClip);

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

    private IEnumerable<string> OptimiserProblems()
    {
        if (DiscriminatorSteps < 1)
            yield return $"discriminatorSteps must be at least 1; received {DiscriminatorSteps}.";
        foreach (var (name, rate) in new[] { ("learningRate", LearningRate), ("discriminatorLearningRate", DiscriminatorOptimiser.LearningRate) })
            if (!(rate > 0))
                yield return $"{name} must be above 0; received {rate}.";
        foreach (var (name, beta) in new[]
        {
            ("beta1", Beta1), ("beta2", Beta2),
            ("discriminatorBeta1", DiscriminatorOptimiser.Beta1), ("discriminatorBeta2", DiscriminatorOptimiser.Beta2),
        })
            if (beta is not (>= 0 and < 1))
                yield return $"{name} must be at least 0 and below 1; received {beta}.";
        foreach (var (name, clip) in new[]
        {
            ("generatorGradientClip", GeneratorGradientClip), ("discriminatorGradientClip", DiscriminatorGradientClip),
        })
            if (!(clip >= 0))
                yield return $"{name} must be 0 (off) or above; received {clip}.";
    }
}
