using System.Text.Json;
using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Statistics;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>Runs one cell: generator, synthetic images, classifier, scores. A stage whose files are whole is not run again.</summary>
internal sealed class CellRunner(
    StudySpec spec, StudyFolder folder, Compute compute, IRunProgress progress, TimeProvider clock, CancellationToken stop)
{
    private readonly Dictionary<string, double> _seconds = [];

    public void Run(CellId cell, Split split)
    {
        var arm = ArmCatalog.Get(cell.Arm);
        var real = split.Train(cell.Fraction);
        var seed = new Seed((ulong)cell.Seed);
        if (arm.Gan is not { } gan)
        {
            Classify(cell, arm, real, real, new int[real.ClassNames.Count], split, seed);
            return;
        }
        var ganSeed = seed.For("gan").For(gan).For(CellId.FractionName(cell.Fraction));
        Timed("generator", GeneratorFolder.Exists(folder.In(cell, "generator")), () => TrainGenerator(cell, gan, real, ganSeed));
        var plan = SynthesisPlan.Balance(real.PerClass);
        Timed("synthesis", Synthesizer.Exists(folder.In(cell, "synthetic")), () => Synthesise(cell, plan, ganSeed.For("synthesis")));
        using var synthetic = SyntheticFolder.Load(folder.In(cell, "synthetic"), real.ClassNames, spec.Preprocessing);
        Classify(cell, arm, real, new TrainingMixture(real, synthetic), plan.PerClass, split, seed);
    }

    private void TrainGenerator(CellId cell, string name, RealImages real, Seed seed) => GeneratorRun.Train(
        folder.In(cell, "generator"), name, GanCatalog.Resolve(name, spec.Generator), real, spec.Preprocessing, compute, seed, progress, clock, stop);

    private void Synthesise(CellId cell, SynthesisPlan plan, Seed seed)
    {
        var (gan, ganSpec, card) = GeneratorFolder.Load(folder.In(cell, "generator"), compute);
        using (gan)
        {
            // A few of every class, also of those that need none, for the report.
            var examples = new SynthesisPlan([.. plan.PerClass.Select(_ => Examples.PerClass)]);
            Synthesizer.Write(folder.In(cell, "generator", "examples"), gan, ganSpec, card, examples, seed.For("examples"), Silence.Instance, stop);
            Synthesizer.Write(folder.In(cell, "synthetic"), gan, ganSpec, card, plan, seed, progress, stop);
        }
    }

    private void Classify(
        CellId cell, IArm arm, RealImages real, IImageSet train, IReadOnlyList<int> syntheticPerClass, Split split, Seed seed)
    {
        var stepsPerEpoch = spec.Classifier.StepsPerEpoch(real.PerClass);
        IReadOnlyList<double> auc = [];
        var bestEpoch = 0;
        Timed("classifier", done: false, () =>
        {
            // The same seed for every arm: they start from the same weights.
            using var classifier = ClassifierTrainer.Train(
                spec.Classifier, train, split.Validation, stepsPerEpoch, arm.Augmentation, compute,
                seed.For("classifier").For(CellId.FractionName(cell.Fraction)), progress, stop);
            var scores = classifier.Score(split.Test);
            ScoreFile.Write(folder.In(cell, "classifier", "scores.csv"), scores, real.ClassNames);
            AtomicFile.WriteText(
                folder.In(cell, "classifier", "losses.jsonl"),
                string.Concat(classifier.Curve.Select(e => JsonSerializer.Serialize(e, Json.Line) + "\n")));
            (auc, bestEpoch) = (ScoredImages.AucPerClass(scores), classifier.BestEpoch);
        });
        AtomicFile.WriteText(folder.In(cell, "metrics.json"), Json.Write(new CellRecord
        {
            RealPerClass = real.PerClass,
            SyntheticPerClass = syntheticPerClass,
            Steps = spec.Classifier.Epochs * stepsPerEpoch,
            BestEpoch = bestEpoch,
            MacroAuc = Auc.Macro(auc),
            AucPerClass = auc,
            Seconds = _seconds,
        }));
    }

    private void Timed(string stage, bool done, Action run)
    {
        if (done)
            return;
        var start = clock.GetTimestamp();
        run();
        _seconds[stage] = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1);
    }
}
