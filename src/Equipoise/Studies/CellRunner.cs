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
        if (arm.Gan is not { } gan)
        {
            Classify(cell, arm, real, real, new int[real.ClassNames.Count], split);
            return;
        }
        var seed = StageSeeds.Generator(cell.Seed, gan, cell.Fraction);
        Timed("generator", GeneratorFolder.Exists(folder.In(cell, "generator")), () => TrainGenerator(cell, gan, real, split.Validation, seed));
        var plan = SynthesisPlan.Balance(real.PerClass);
        Timed("synthesis", Synthesizer.Exists(folder.In(cell, "synthetic")), () => Synthesise(cell, real, plan, seed.For("synthesis")));
        using var synthetic = SyntheticFolder.Load(folder.In(cell, "synthetic"), real.ClassNames, spec.Preprocessing);
        Classify(cell, arm, real, new TrainingMixture(real, synthetic), synthetic.CountPerClass(real.ClassNames.Count), split);
    }

    private void TrainGenerator(CellId cell, string name, RealImages real, RealImages validation, Seed seed) =>
        new GeneratorRun(
            folder.In(cell, "generator"), name, GeneratorCatalog.Resolve(name, spec.Generator), real, spec.Preprocessing, compute, seed)
        { Validation = validation, Progress = progress, Clock = clock }.Train(stop);

    private void Synthesise(CellId cell, RealImages real, SynthesisPlan plan, Seed seed)
    {
        using var guard = CopyGuard.Of(real, progress, stop);
        using var generator = GeneratorFolder.Load(folder.In(cell, "generator"), compute);
        // A few of every class, also of those that need none, for the report.
        var examples = new SynthesisPlan([.. plan.PerClass.Select(_ => Examples.PerClass)]);
        Synthesizer.Write(folder.In(cell, "generator", "examples"), generator, examples, seed.For("examples"), Silence.Instance, stop);
        Synthesizer.Write(folder.In(cell, "synthetic"), generator, plan, seed, progress, stop, guard);
    }

    private void Classify(CellId cell, Arm arm, RealImages real, IImageSet train, IReadOnlyList<int> syntheticPerClass, Split split)
    {
        ClassifierOutcome? outcome = null;
        Timed("classifier", done: false, () => outcome = ClassifierRun.Run(
            folder.In(cell, "classifier"), spec.Classifier, real, train, split.Validation, split.Test, arm.Remedy, keepWeights: false,
            compute, StageSeeds.Classifier(cell.Seed, cell.Fraction), progress, stop));
        var auc = ScoredImages.AucPerClass(outcome!.Scores);
        AtomicFile.WriteText(folder.In(cell, "metrics.json"), Json.Write(new CellRecord
        {
            RealPerClass = real.PerClass,
            SyntheticPerClass = syntheticPerClass,
            NearCopiesWithheld = Synthesizer.Outcome(folder.In(cell, "synthetic"))?.Withheld.Sum(),
            Steps = outcome.Steps,
            BestEpoch = outcome.BestEpoch,
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
