using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>Times a few steps of every classifier and generator of a study, and throws them away.</summary>
/// <param name="keep">What is to stay on disk.</param>
/// <param name="split">Of one seed; the others are taken to be like it.</param>
internal sealed class StudyEstimator(StudySpec spec, Keep keep, Split split, Compute compute, TimeProvider clock)
{
    // Bytes of a PNG per pixel, of a line of scores, and of what else is in a cell.
    private const double PerPixel = 0.75, PerScore = 80, PerCell = 20_000;

    // What a pass without gradients takes of a training step.
    private const double Forward = 1 / 3.0;

    private const int Timed = 7;

    /// <summary>The whole study.</summary>
    public StudyEstimate Of()
    {
        var stages = new Dictionary<string, double>();
        var bytes = 0.0;
        var generators = new Dictionary<string, (double Seconds, double Bytes)>();
        var (step, classifier) = (ClassifierStep(), ClassifierBytes());
        var addresses = new StageAddresses(spec);
        foreach (var cell in StudyCells.Of(spec))
        {
            var (arm, train) = (spec.Arm(cell.Arm), split.Train(cell.Fraction));
            var tested = spec.Classifier.Epochs * split.Validation.Count + split.Test.Count + split.Validation.Count;
            Add("classifiers", spec.Classifier.Epochs * spec.Classifier.StepsPerEpoch(train.PerClass) * step + tested * Forward * step / spec.Classifier.BatchSize);
            bytes += PerCell + PerScore * (split.Test.Count + split.Validation.Count) + (KeepsClassifier(cell) ? classifier : 0);
            if (arm.Generator is not { } generator)
                continue;
            if (generators.TryAdd(addresses.Generator(cell, arm), default))
            {
                var like = addresses.Generator(cell with { Seed = spec.Seeds[0] }, arm);
                if (cell.Seed == spec.Seeds[0])
                    generators[like] = Generator(generator, train);
                Add(cell.Arm, generators[like].Seconds);
                bytes += keep == Keep.Results ? 0 : generators[like].Bytes;
            }
            if (keep != Keep.Results && generators.TryAdd(addresses.Synthetic(cell, arm), default))
                bytes += SynthesisPlan.Of(arm.Synthesis, train.PerClass).Total * PerPixel * spec.Preprocessing.ImageBytes;
        }
        return new(stages.Values.Sum(), (long)bytes, stages);

        void Add(string stage, double seconds) => stages[stage] = stages.GetValueOrDefault(stage) + seconds;
    }

    private bool KeepsClassifier(CellId cell) => keep == Keep.All
        || keep == Keep.Generators && spec.EvaluateIn == StudySpec.BaselineFeatures && cell.Arm == ArmCatalog.None;

    private double ClassifierStep()
    {
        var watch = new StepWatch(clock);
        new ClassifierTrainer(
            spec.Classifier with { Epochs = 1 }, split.Train(), split.Validation, 1 + Timed, new Classification.Remedies.NoRemedy(), compute, new Seed(0))
        { Progress = watch }.Train(CancellationToken.None).Dispose();
        return watch.Seconds();
    }

    private double ClassifierBytes()
    {
        using var network = spec.Classifier.Network.New(spec.Channels, split.Test.ClassNames.Count);
        return Bytes(network.state_dict().Values);
    }

    private (double Seconds, double Bytes) Generator(ArmGenerator arm, RealImages train)
    {
        var generatorSpec = arm.Spec;
        using var generator = generatorSpec.Build(new GeneratorContext(
            train.ClassNames, train.PerClass, spec.Channels, spec.Resolution, new Seed(0), compute.Device, compute.Precision));
        var order = new BalancedOrder(train.Labels, train.ClassNames.Count, generatorSpec.BatchSize, new Seed(0));
        var seconds = 0.0;
        foreach (var phase in generator.Phases)
        {
            using var batch = train.Take(order.At(0), compute.Device);
            // In rounds of as many as it takes for every network to be updated.
            var round = (generatorSpec as GanSpec)?.DiscriminatorSteps ?? 1;
            var watch = new StepWatch(clock);
            for (var i = 0; i < (1 + Timed) * round; i++)
            {
                phase.Step(batch, new Seed(1).For(i));
                if ((i + 1) % round == 0)
                    watch.Report(i);
            }
            seconds += watch.Seconds() / round * phase.Epochs * generatorSpec.StepsPerEpoch(train.Count);
        }
        return (seconds, Bytes(generator.GeneratorWeights().Values) + Bytes(generator.Networks.Where(n => n.Key != "average").SelectMany(n => n.Value.state_dict().Values)));
    }

    private static long Bytes(IEnumerable<TorchSharp.torch.Tensor> tensors) => tensors.Sum(t => t.numel() * 4);
}
