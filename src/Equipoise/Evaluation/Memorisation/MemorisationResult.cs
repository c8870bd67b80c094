using System.Text.Json.Serialization;

namespace Equipoise.Evaluation.Memorisation;

/// <summary>Whether a generator copies its training images.</summary>
/// <param name="Training">Images that it was trained on.</param>
/// <param name="HeldOut">Real images of other patients, that it was not trained on.</param>
/// <param name="Synthetic">Its images.</param>
/// <param name="Findings">One per test.</param>
/// <param name="Nearest">Every synthetic image, the nearest to a training image first.</param>
public sealed record MemorisationResult(
    int Training, int HeldOut, int Synthetic, IReadOnlyList<MemorisationFinding> Findings, IReadOnlyList<NearestImage> Nearest)
{
    /// <summary>PNG files of the first of <see cref="Nearest"/> and of the training images that they are most like. For pages only.</summary>
    [JsonIgnore]
    public IReadOnlyList<(byte[] Synthetic, byte[] Training)> Pictures { get; init; } = [];
}
