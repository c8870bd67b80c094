namespace Equipoise.Statistics;

/// <summary>A test or validation image and what the classifier said.</summary>
/// <param name="Group">What stays together when resampling: the patient, or the image's content.</param>
/// <param name="Scores">One per class, in [0,1].</param>
public sealed record ScoredImage(string Path, string Group, int Label, IReadOnlyList<double> Scores);
