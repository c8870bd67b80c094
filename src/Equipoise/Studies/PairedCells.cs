using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>The cells of a fraction that can be compared: those of the seeds that all its arms have finished.</summary>
/// <param name="Arms">For each arm that has finished any, its cells by seed; the same seeds for each.</param>
internal sealed record PairedCells(double Fraction, IReadOnlyList<IReadOnlyList<CellResult>> Arms)
{
    /// <summary>Of each fraction that has such seeds.</summary>
    public static IEnumerable<PairedCells> Of(StudySpec spec, IReadOnlyList<CellResult> cells)
    {
        foreach (var fraction in spec.Fractions)
        {
            var arms = spec.Arms.Select(a => cells.Where(c => c.Id.Arm == a && c.Id.Fraction == fraction).ToDictionary(c => c.Id.Seed)).Where(a => a.Count > 0).ToList();
            int[] seeds = [.. spec.Seeds.Where(s => arms.All(a => a.ContainsKey(s)))];
            if (arms.Count > 0 && seeds.Length > 0)
                yield return new(fraction, [.. arms.Select(a => seeds.Select(s => a[s]).ToList())]);
        }
    }

    /// <summary>
    /// The arm without synthetic images with the highest macro AUC on validation images, mean over seeds; the first that the study
    /// lists where several are alike or validation images cannot tell. Null where all have synthetic images.
    /// </summary>
    public int? Strongest() => Enumerable.Range(0, Arms.Count).Where(i => !Arms[i][0].Synthetic).Cast<int?>().MaxBy(i => Validation(Arms[i!.Value]));

    /// <summary>The number of an arm; null where it has not finished any cell.</summary>
    public int? Find(string arm) => Arms.ToList().FindIndex(a => a[0].Id.Arm == arm) is >= 0 and var i ? i : null;

    // NaN, which stands below every number, where no seed's validation images have two classes.
    internal static double Validation(IReadOnlyList<CellResult> cells) => cells
        .Where(c => c.ValidationScores.Count > 0).Select(c => Auc.Macro(ScoredImages.AucPerClass(c.ValidationScores)))
        .Where(a => !double.IsNaN(a)).DefaultIfEmpty(double.NaN).Average();
}
