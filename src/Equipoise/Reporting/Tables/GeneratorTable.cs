using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

/// <summary>What stands in the paper's Tables 2 and 4: images, epochs and distances of each generator.</summary>
[Named("generators", "What each arm's synthetic images are like")]
internal sealed class GeneratorTable : ITable
{
    private static readonly string[] Distances = ["frechet", "frechet-infinity", "kernel"], Figures = [.. Distances, "coverage", "diversity"];

    public Table Of(StudyResult result)
    {
        var published = result.Spec.Published?.Frechet.Count > 0;
        return new("generators", "Synthetic images of each arm",
            "Means over seeds. Distances are between synthetic and training images of the classes that have both, in the features named; of other features they are not comparable. Where each seed has features of its own, those of its classifier, there is no mean of distances; evaluation.json of each has its own.",
            [
                "arm", "fraction", "seeds", "real", "synthetic", "withheld copies", "epochs", "features", .. Figures,
                .. published ? ["published frechet"] : Array.Empty<string>(),
            ],
            [
                .. from a in result.SyntheticArms()
                   from f in result.FractionsInOrder()
                   let cells = result.CellsOf(a, f)
                   where cells.Count > 0
                   select (object?[])
                   [
                       a, Words.Plain(f), cells.Count, Images(cells, c => c.RealPerClass.Sum()), Images(cells, c => c.SyntheticPerClass.Sum()),
                       Images(cells, c => c.NearCopiesWithheld), Epochs(cells[0]), Features(cells),
                       .. Figures.Select(name => Distances.Contains(name) && AreSeveral(cells) ? null : (object?)Mean(cells, c => Value(c, name))),
                       .. published ? [result.Spec.Published?.FrechetFor(a, f)] : Array.Empty<object?>(),
                   ],
            ]);
    }

    private static bool AreSeveral(IReadOnlyList<CellResult> cells) => cells.Select(c => c.Evaluation?.Result.Features).OfType<string>().Distinct().Count() > 1;

    private static string? Features(IReadOnlyList<CellResult> cells) => cells[0].Evaluation?.Result.Features.Split(' ') is [var kind, ..] named
        ? kind == "classifier" && !AreSeveral(cells) ? string.Join(' ', named) : kind
        : null;

    private static object? Epochs(CellResult cell) => cell.Generator?.Settings["epochs"]?.GetValue<int>();

    // All classes together where several have synthetic images, else that one.
    private static double? Value(CellResult cell, string figure)
    {
        var rows = cell.Evaluation?.Result.Rows.Where(r => r.Name == figure && r.Value is not null).ToList() ?? [];
        return (rows.Find(r => r.Class is null) ?? rows.FirstOrDefault())?.Value;
    }

    private static object? Images(IReadOnlyList<CellResult> cells, Func<CellResult, double?> of) => Mean(cells, of) is { } mean
        ? mean == Math.Floor(mean) ? (object)(int)mean : mean
        : null;

    private static double? Mean(IReadOnlyList<CellResult> cells, Func<CellResult, double?> of) =>
        cells.Select(of).OfType<double>().ToList() is { Count: > 0 } values ? values.Average() : null;
}
