using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Generators;
using Equipoise.Statistics;
using Equipoise.Synthesis;
using static TorchSharp.torch;

namespace Equipoise.Tuning;

/// <summary>
/// The macro AUC on validation images of a classifier that is trained on the real images and as many of the generator's as bring
/// every class to the size of the largest: what a study does, with the validation images in the place of the test images. The
/// same images choose the classifier's epoch, so the value is somewhat too good, for all trials alike. Unlike in a study, near copies of
/// training images are not withheld.
/// </summary>
internal sealed class ValidationAucObjective(ObjectiveContext context) : IObjective
{
    /// <inheritdoc/>
    public double Measure(IGenerator gan, int latentSize, CancellationToken stop)
    {
        var plan = SynthesisPlan.Balance(context.Train.PerClass).PerClass;
        using var synthetic = new SyntheticSet(Pixels(gan, latentSize, plan, stop), Samples.Labels(plan));
        using var classifier = new ClassifierTrainer(
            context.Classifier, new TrainingMixture(context.Train, synthetic), context.Validation,
            context.Classifier.StepsPerEpoch(context.Train.PerClass), new NoRemedy(), context.Compute, context.ClassifierSeed)
        { Progress = context.Progress }.Train(stop);
        return Auc.Macro(ScoredImages.AucPerClass(classifier.Score(context.Validation)));
    }

    public void Dispose()
    {
    }

    // Of balanced classes none are drawn.
    private Tensor Pixels(IGenerator gan, int latentSize, IReadOnlyList<int> plan, CancellationToken stop)
    {
        if (plan.Sum() > 0)
            return Samples.Draw(gan, latentSize, plan, context.Compute.Device, context.Seed.For("noise"), stop);
        using var scope = NewDisposeScope();
        return context.Train.Gather([0])[..0].MoveToOuterDisposeScope();
    }
}
