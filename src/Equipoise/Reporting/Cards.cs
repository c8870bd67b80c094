using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>The cards of a study: for each arm with synthetic images, of its largest finished fraction and first seed.</summary>
public static class Cards
{
    /// <summary>The cells that cards, pairs and maps are of; of arms that share their images, that of the first.</summary>
    public static IEnumerable<CellResult> Cells(StudyResult result) => result.SyntheticArms()
        .Select(arm => result.Cells.Where(c => c.Id.Arm == arm && c.Generator is not null).OrderByDescending(c => c.Id.Fraction).ThenBy(c => c.Id.Seed).FirstOrDefault())
        .OfType<CellResult>().DistinctBy(c => (c.Generator!.Weights, string.Join(' ', c.SyntheticPerClass)));

    /// <summary>All cards.</summary>
    public static IEnumerable<Card> Of(StudyResult result) =>
        Cells(result).SelectMany(c => new[] { ModelCard.Of(result, c), Datasheet.Of(result, c) }).OfType<Card>();
}
