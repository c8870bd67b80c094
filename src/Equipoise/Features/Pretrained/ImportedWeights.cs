using Equipoise.Common;

namespace Equipoise.Features.Pretrained;

/// <summary>What is known of imported weights; stands beside them as JSON.</summary>
/// <param name="Name">The extractor that they serve.</param>
/// <param name="Variant">Whose network it is, e.g. "fid", "torchvision".</param>
/// <param name="Source">Name of the file that was imported.</param>
/// <param name="Sha256">Of the file that was imported.</param>
/// <param name="Published">Whether that is a file its makers published, known by its hash.</param>
/// <param name="Channels">Of the images that the network takes.</param>
/// <param name="Classes">That the network tells apart.</param>
/// <param name="StoredSha256">Of the weights as they are stored.</param>
public sealed record ImportedWeights(
    string Name, string Variant, string Source, ContentHash Sha256, bool Published, int Channels, int Classes, ContentHash StoredSha256)
{
    /// <summary>What features depend on beside the images.</summary>
    public string Identity => $"{Name} {Variant} {StoredSha256}";
}
