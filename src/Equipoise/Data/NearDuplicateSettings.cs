namespace Equipoise.Data;

/// <summary>How alike two images must be to count as copies.</summary>
public sealed record NearDuplicateSettings
{
    /// <summary>
    /// The least similarity of copies. Chosen on 16,000 radiographs: copies saved as JPEG of quality 70, resized by 5 % or
    /// mirrored reach 0.999, one exposure processed twice 0.973, two exposures of one patient at most 0.957.
    /// </summary>
    public double MinSimilarity { get; init; } = 0.97;

    /// <summary>
    /// The same where one of the two is <see cref="Small"/>. Such pictures hold little but outlines: of 10,000 garments at 28
    /// pixels 130 reach 0.97 with another, but 15 this, and so do 99 % of their copies.
    /// </summary>
    public double MinSimilarityOfSmall { get; init; } = 0.985;

    /// <summary>The shorter side in pixels below which an image is small.</summary>
    public int Small { get; init; } = 96;
}
