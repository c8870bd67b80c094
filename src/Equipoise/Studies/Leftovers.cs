using Equipoise.Classification;
using Equipoise.Generators;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>
/// Removes generators and synthetic images that only finished cells use, and classifiers through which nothing is looked at any more. What the
/// report shows of them stays.
/// </summary>
internal sealed class Leftovers(StudyFolder folder, StudyCells cells)
{
    private readonly ILookup<string?, CellId> _users = cells.All.ToLookup(cells.Generator);

    /// <summary>Of the whole study.</summary>
    public void Remove()
    {
        foreach (var cell in cells.All)
            Remove(cell);
    }

    /// <summary>Of what a cell uses.</summary>
    public void Remove(CellId cell)
    {
        foreach (var seenThrough in new[] { cell, cells.Baseline(cell) ?? cell }.Where(c => cells.IsDone(c) && !cells.NeedsClassifier(c)))
            ClassifierFolder.Remove(cells.Classifier(seenThrough));
        if (cells.Generator(cell) is not { } generator || !_users[generator].All(cells.IsDone))
            return;
        foreach (var user in _users[generator].DistinctBy(cells.Synthetic))
        {
            var synthetic = cells.Synthetic(user)!;
            var shown = EvaluatedSet.Read(folder.Path, cells.Evaluation(user)!, synthetic)?.Pairs.Select(p => folder.In(p.Synthetic)) ?? [];
            Synthesizer.RemoveImages(synthetic, except: shown);
        }
        GeneratorFolder.RemoveWeights(generator);
    }
}
