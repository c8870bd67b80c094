using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;

namespace Equipoise.Studies;

/// <summary>
/// Runs a study's cells. The files in its folder are the only state: what is done is not done again, and any number of processes
/// may run one study in one folder; each cell is claimed by the one that runs it.
/// </summary>
public sealed class StudyRunner(StudySpec spec, StudyFolder folder, Compute compute, IRunProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>What to do where another study, or the same with other settings, lies in the folder.</summary>
    public OnOtherStudy OnOther { get; init; } = OnOtherStudy.Refuse;

    /// <summary>Whether cells that failed before are tried again.</summary>
    public bool Retry { get; init; }

    /// <summary>What stays on disk.</summary>
    public Keep Keep { get; init; } = Keep.Generators;

    /// <summary>Which cells and stages others work on.</summary>
    public Claims Claims { get; init; } = new(clock);

    /// <summary>Runs what is left to run, and waits for what other processes run.</summary>
    /// <param name="command">The command, for the record.</param>
    /// <exception cref="UserException">Bad data, another study in the folder, no disk, or diverged training.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Run(string command, CancellationToken stop)
    {
        AtomicFile.RequireWritable(folder.Path);
        using var dataset = Load(spec, progress);
        stop.ThrowIfCancellationRequested();
        var complete = spec with { Run = RunRecord.Of(dataset, spec.Split, compute, command) };
        var isFirst = folder.Begin(complete, OnOther, progress);
        AtomicFile.WriteText(folder.Quarantine, Quarantined.ToCsv(dataset.Quarantine));
        foreach (var (name, csv) in dataset.Source.Tables)
            AtomicFile.WriteText(folder.In(name), csv);
        // By one of several processes that start together.
        if (isFirst)
            Audit(dataset, stop);
        var log = new RunLog(folder.In("log.jsonl"), clock);
        var cells = new StudyCells(folder, complete);
        if (Retry)
            foreach (var cell in cells.All.Where(c => cells.Failure(c) is not null))
                File.Delete(CellFailure.FileIn(folder, cell));
        var splits = spec.Seeds.ToDictionary(s => s, s => new Lazy<Split>(() => SplitOf(dataset, s)));
        var worker = new StudyWorker(new(complete, folder, cells, Claims, Keep, compute, progress, clock), log, seed => splits[seed].Value);
        worker.Tidy();
        using var stage = progress.Begin("Study", cells.All.Count);
        while (worker.Pass(stage, stop) is var (left, ran) && left > 0)
            if (!ran && stop.WaitHandle.WaitOne(Rest))
                stop.ThrowIfCancellationRequested();
        Audit(dataset, stop);
        if (cells.All.Select(cells.Failure).OfType<CellFailure>().ToList() is { Count: > 0 } failed)
            throw new UserException(
                ExitCode.Diverged, $"{failed.Count} of {cells.All.Count} cells could not be finished, for example: {failed[0].Why}",
                "Lower the learning rate (--set generator.learningRate=... with --update), or train in single precision (--precision fp32 --retry).");
    }

    /// <summary>Opens and prepares the study's images.</summary>
    /// <exception cref="UserException">They cannot be used.</exception>
    public static Dataset Load(StudySpec spec, IRunProgress progress)
    {
        var source = SourceCatalog.Open(spec.Data, spec.Source, progress);
        if (source.ClassNames.Count < 2)
            throw UserException.BadData(
                $"'{spec.Data}' has only one class ('{source.ClassNames[0]}'); there is nothing to tell apart.",
                "Give a folder with one subfolder per class, at least two of them with images.");
        var dataset = Dataset.Load(source, spec.Preprocessing, spec.Source, progress);
        foreach (var group in dataset.Quarantine.GroupBy(q => q.Reason).Take(5))
            progress.Warn($"Not used: {group.Count()} file(s), for example {group.First().Path}: {group.Key}");
        return dataset;
    }

    // Of the data that the study has; a study whose data changed is another.
    private void Audit(Dataset dataset, CancellationToken stop)
    {
        if (File.Exists(folder.Audit))
            return;
        var (audit, _) = Auditor.Run(dataset.Source, new Seed(0), progress, stop);
        foreach (var warning in audit.Warnings.Where(w => w.Gravity == Gravity.Serious))
            progress.Warn($"{warning.Topic}: {warning.Sentence}");
        AtomicFile.WriteText(folder.Audit, Json.Write(audit));
    }

    private Split SplitOf(Dataset dataset, int seed)
    {
        var split = Split.ByPatient(dataset, spec.Split, StageSeeds.Split(seed));
        AtomicFile.WriteText(folder.Split(seed), split.ToCsv(spec.Fractions));
        if (seed != spec.Seeds[0])
            return split;
        if (split.Withheld.Count > 0)
            progress.Warn($"{split.Withheld.Count} images are withheld: their patient, or a copy, stands on another side of the split that the source brings along.");
        Examples.Write(folder.In("examples"), split.Train(), spec.Preprocessing);
        return split;
    }
}
