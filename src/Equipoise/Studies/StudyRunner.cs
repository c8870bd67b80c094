using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;

namespace Equipoise.Studies;

/// <summary>Runs a study's cells one after another. The files in its folder are the only state: what is done is not done again.</summary>
public sealed class StudyRunner(StudySpec spec, StudyFolder folder, Compute compute, IRunProgress progress, TimeProvider clock)
{
    /// <summary>The cells, seed by seed and fraction by fraction.</summary>
    public static IReadOnlyList<CellId> Cells(StudySpec spec) =>
        [.. from seed in spec.Seeds from fraction in spec.Fractions from arm in spec.Arms select new CellId(arm, fraction, seed)];

    /// <summary>Runs what is left to run.</summary>
    /// <param name="command">The command, for the record.</param>
    /// <exception cref="UserException">Bad data, another study in the folder, no disk, or diverged training.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Run(string command, CancellationToken stop)
    {
        using var dataset = Load(spec, progress);
        stop.ThrowIfCancellationRequested();
        folder.Claim(spec with { Run = RunRecord.Of(dataset, compute, command) }, progress);
        AtomicFile.WriteText(folder.Quarantine, Quarantined.ToCsv(dataset.Quarantine));
        foreach (var (name, csv) in dataset.Source.Tables)
            AtomicFile.WriteText(folder.In(name), csv);
        var cells = Cells(spec);
        var left = cells.Where(c => !folder.IsDone(c)).ToList();
        using var log = new RunLog(folder.In("log.jsonl"), clock);
        using var stage = progress.Begin("Study", cells.Count);
        DivergedException? diverged = null;
        foreach (var seed in spec.Seeds)
        {
            var split = Data.Split.ByPatient(dataset, spec.Split, StageSeeds.Split(seed));
            AtomicFile.WriteText(folder.Split(seed), split.ToCsv(spec.Fractions));
            if (split.Withheld.Count > 0 && seed == spec.Seeds[0])
                progress.Warn($"{split.Withheld.Count} images are withheld: their patient, or a copy, stands on another side of the split that the source brings along.");
            if (seed == spec.Seeds[0])
                Examples.Write(folder.In("examples"), split.Train(), spec.Preprocessing);
            foreach (var cell in left.Where(c => c.Seed == seed))
            {
                progress.Say($"Cell {cells.ToList().IndexOf(cell) + 1} of {cells.Count}: {cell}");
                diverged = Run(cell, split, log, stop) ?? diverged;
                stage.Report(cells.Count(folder.IsDone));
            }
        }
        if (diverged is not null)
            throw diverged;
    }

    // A cell that diverges does so every time; the others need not wait for it.
    private DivergedException? Run(CellId cell, Split split, RunLog log, CancellationToken stop)
    {
        log.Write("cell-started", cell.ToString());
        try
        {
            new CellRunner(spec, folder, compute, progress, clock, stop).Run(cell, split);
            log.Write("cell-finished", cell.ToString());
            return null;
        }
        catch (DivergedException e)
        {
            log.Write("cell-diverged", $"{cell}: {e.What}");
            progress.Warn($"{cell}: {e.What}");
            return e;
        }
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
}
