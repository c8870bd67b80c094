namespace Equipoise.Statistics;

/// <summary>A macro AUC and how much each patient moves it.</summary>
/// <param name="Auc">Mean over classes of one-vs-rest areas under the ROC curve; NaN without two classes.</param>
/// <param name="OfPatient">By group: the sum over its images of how far their placements are from the area, in AUC. They add up to zero.</param>
public sealed record MacroAucInfluence(double Auc, IReadOnlyDictionary<string, double> OfPatient)
{
    /// <summary>Obuchowski's (1997) terms of all classes together, so that one sum of squares has their covariances in it.</summary>
    /// <param name="images">Of one test part; classes that it lacks are left out.</param>
    public static MacroAucInfluence Of(IReadOnlyList<ScoredImage> images)
    {
        var present = images.Select(i => i.Label).Distinct().ToArray();
        if (present.Length < 2)
            return new(double.NaN, images.Select(i => i.Group).Distinct().ToDictionary(g => g, _ => double.NaN));
        var (influence, sum) = (new Dictionary<string, double>(), 0.0);
        foreach (var label in present)
        {
            bool[] positive = [.. images.Select(i => i.Label == label)];
            var placements = Placements.Of([.. images.Select(i => i.Scores[label])], positive);
            double positives = positive.Count(p => p), negatives = images.Count - positives;
            var area = placements.Where((_, i) => positive[i]).Average();
            sum += area;
            for (var i = 0; i < images.Count; i++)
                influence[images[i].Group] = influence.GetValueOrDefault(images[i].Group)
                    + (placements[i] - area) / (positive[i] ? positives : negatives) / present.Length;
        }
        return new(sum / present.Length, influence);
    }
}
