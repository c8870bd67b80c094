namespace Equipoise.Features.Radiomics;

/// <summary>Discretised intensity entropy (in bits) and uniformity (IBSI reference manual, section 3.4).</summary>
internal static class IntensityHistogram
{
    public static void AddTo(FeatureList features, GreyLevels image)
    {
        var counts = new int[image.Count + 1];
        foreach (var level in image.Values)
            counts[level]++;
        counts[0] = 0;
        double total = counts.Sum(), entropy = 0, uniformity = 0;
        foreach (var count in counts)
        {
            entropy += Entropy.Term(count / total);
            uniformity += count / total * (count / total);
        }
        features.Family = "histogram";
        features.Add("entropy", entropy);
        features.Add("uniformity", uniformity);
    }
}
