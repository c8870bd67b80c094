using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Statistics;
using Equipoise.Synthesis;
using static TorchSharp.torch;

namespace Equipoise.Studies;

/// <summary>Runs one cell: generator, synthetic images, classifier, scores. A stage whose files are whole is not run again.</summary>
internal sealed class CellRunner(StudyRun run, CancellationToken stop)
{
    /// <returns>Whether it was run; not where another process works on its generator.</returns>
    public bool Run(CellId cell, Split split)
    {
        var arm = run.Cells.Arm(cell);
        var real = split.Train(cell.Fraction);
        if (arm.Generator is null)
        {
            Classify(cell, arm, real, null, split, null);
            return true;
        }
        if (!MakeImages(cell, arm, real, split.Validation))
            return false;
        if (run.Cells.Record(cell) is not null)
            return true;
        using var synthetic = SyntheticFolder.Load(run.Cells.Synthetic(cell)!, real.ClassNames, run.Spec.Preprocessing);
        Classify(cell, arm, real, synthetic, split, CopiedTestImages(cell, synthetic, split));
        return true;
    }

    // Synthetic images of an earlier study, put among the images without their mark, are made here again: the seed is the same.
    private IReadOnlyList<string> CopiedTestImages(CellId cell, SyntheticSet synthetic, Split split)
    {
        var copies = SmuggledImages.Find(synthetic, run.Spec.Preprocessing, run.Progress, split.Validation, split.Test);
        if (copies.Count > 0)
            run.Progress.Warn($"{cell}: {copies.Count} validation or test images are copies of its synthetic images, for example {Printable.Name(copies[0])}.");
        return copies;
    }

    private bool MakeImages(CellId cell, Arm arm, RealImages real, RealImages validation)
    {
        var (generator, synthetic) = (run.Cells.Generator(cell)!, run.Cells.Synthetic(cell)!);
        var evaluated = run.Cells.IsEvaluated(cell);
        if (Synthesizer.Exists(synthetic) && evaluated)
            return true;
        using var claim = run.Claims.TryTake(generator);
        if (claim is null)
            return false;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, claim.Lost);
        var seed = StageSeeds.Generator(cell.Seed, arm.Generator!.Name, cell.Fraction, arm.Repeat);
        if (!GeneratorFolder.Exists(generator))
            TrainGenerator(generator, arm.Generator, real, validation, seed, both.Token);
        var plan = SynthesisPlan.Of(arm.Synthesis, real.PerClass);
        if (!Synthesizer.Exists(synthetic))
            Timed(synthetic, () => Synthesise(generator, synthetic, real, plan, seed.For("synthesis"), both.Token));
        // Through a classifier that is not there yet they are looked at later.
        if (!evaluated && !run.Cells.LacksBaseline(cell))
            Timed(run.Cells.Evaluation(cell)!, () => Evaluate(cell, real, validation, seed.For("evaluation"), both.Token));
        return true;
    }

    private void Evaluate(CellId cell, RealImages real, RealImages validation, Seed seed, CancellationToken halt)
    {
        var folder = run.Cells.Synthetic(cell)!;
        using var synthetic = SyntheticFolder.Load(folder, real.ClassNames, run.Spec.Preprocessing);
        if (synthetic.Labels.Count == 0)
            return;
        using IFeatureExtractor extractor = run.Cells.Baseline(cell) is { } baseline ? ClassifierFeatures.Load(run.Cells.Classifier(baseline), CPU)
            : FeatureCatalog.Create(run.Spec.EvaluateIn ?? EvaluationSettings.DefaultFeatures, new FeatureContext(run.Spec.Channels, CPU));
        EvaluatedSet.Write(run.Cells.Evaluation(cell)!, new GeneratorEvaluation(real, validation, run.Spec.Preprocessing, run.Progress, halt)
            .Of(synthetic, SyntheticFolder.Paths(folder), extractor, run.Cells.Arm(cell).Generator!.Name, seed));
    }

    private void TrainGenerator(string to, ArmGenerator generator, RealImages real, RealImages validation, Seed seed, CancellationToken halt) =>
        new GeneratorRun(to, generator.Name, generator.Spec, real, run.Spec.Preprocessing, run.Compute, seed)
        { Validation = validation, Progress = run.Progress, Clock = run.Clock }.Train(halt);

    private void Synthesise(string from, string to, RealImages real, SynthesisPlan plan, Seed seed, CancellationToken halt)
    {
        using var guard = CopyGuard.Of(real, run.Progress, halt);
        using var generator = GeneratorFolder.Load(from, run.Compute);
        // A few of every class, also of those that need none, for the report.
        var examples = new SynthesisPlan([.. plan.PerClass.Select(_ => Examples.PerClass)]);
        Synthesizer.Write(Path.Combine(from, "examples"), generator, examples, seed.For("examples"), Silence.Instance, halt);
        Synthesizer.Write(to, generator, plan, seed, run.Progress, halt, guard);
    }

    private void Classify(CellId cell, Arm arm, RealImages real, SyntheticSet? synthetic, Split split, IReadOnlyList<string>? copied)
    {
        IImageSet train = synthetic is null or { Labels.Count: 0 } ? real : new TrainingMixture(real, synthetic);
        var remedy = arm.Synthesis.BatchShare is { } share ? new SyntheticShare(arm.NewRemedy(), real.Count, share) : arm.NewRemedy();
        var outcome = new ClassifierRun(
            run.Cells.Classifier(cell), run.Spec.Classifier, real, train, split.Validation, split.Test, remedy, run.Compute,
            StageSeeds.Classifier(cell.Seed, cell.Fraction, arm.Repeat))
        { Identity = run.Cells.Address(cell), KeepWeights = run.Keep == Keep.All || run.Cells.NeedsClassifier(cell), Progress = run.Progress, Clock = run.Clock }.Run(stop);
        var auc = ScoredImages.AucPerClass(outcome.Scores);
        AtomicFile.WriteText(CellRecord.FileIn(run.Folder, cell), Json.Write(new CellRecord
        {
            Address = run.Cells.Address(cell),
            RealPerClass = real.PerClass,
            SyntheticPerClass = synthetic?.CountPerClass(real.ClassNames.Count) ?? [.. real.ClassNames.Select(_ => 0)],
            NearCopiesWithheld = run.Cells.Synthetic(cell) is { } made ? Synthesizer.Outcome(made)?.Withheld.Sum() : null,
            CopiedTestImages = copied,
            Steps = outcome.Steps,
            BestEpoch = outcome.BestEpoch,
            MacroAuc = Auc.Macro(auc),
            AucPerClass = auc,
            Seconds = Seconds(cell, outcome),
            Environment = run.Compute.Describe(),
        }));
    }

    // What several cells share counts in the first of them.
    private Dictionary<string, double> Seconds(CellId cell, ClassifierOutcome outcome)
    {
        var seconds = new Dictionary<string, double>();
        void Add(string stage, Func<CellId, string?> folder, Func<string, double?> read)
        {
            if (folder(cell) is { } shared && run.Cells.All.First(c => folder(c) == shared) == cell && read(shared) is { } took)
                seconds.Add(stage, Math.Round(took, 1));
        }
        Add("generator", run.Cells.Generator, g => GeneratorFolder.ReadCard(g).Seconds);
        Add("synthesis", run.Cells.Synthetic, StageSeconds.Read);
        Add("evaluation", run.Cells.Evaluation, StageSeconds.Read);
        seconds.Add("classifier", Math.Round(outcome.Seconds, 1));
        return seconds;
    }

    private void Timed(string folder, Action stage)
    {
        var start = run.Clock.GetTimestamp();
        stage();
        if (Directory.Exists(folder))
            StageSeconds.Write(folder, run.Clock.GetElapsedTime(start).TotalSeconds);
    }
}
