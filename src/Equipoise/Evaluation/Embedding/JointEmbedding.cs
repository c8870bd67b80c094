using System.Text.Json.Serialization;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Real and synthetic images laid out in the plane by one t-SNE, so that both kinds can be compared: two maps, each of one kind,
/// could not. Every class has as many images of either kind.
/// </summary>
/// <param name="Images">In an order that favours neither kind nor class, as they are to be drawn; none where they were too few.</param>
/// <param name="Divergence">In nats, see <see cref="TsneResult.Divergence"/>; null where there is no map.</param>
/// <param name="Perplexity">In use; null where there is no map.</param>
/// <param name="Remark">A sentence on what the map leaves out, or why there is none; null where it has every image.</param>
public sealed record JointEmbedding(IReadOnlyList<EmbeddedImage> Images, double? Divergence, double? Perplexity, string? Remark)
{
    /// <summary>Each image as a grey PNG file of <see cref="Embedding.Thumbnails.Side"/> pixels a side, or none at all. For pages only.</summary>
    [JsonIgnore]
    public IReadOnlyList<byte[]> Thumbnails { get; init; } = [];
}
