using Equipoise.Evaluation.Memorisation;

namespace Equipoise.Web;

/// <summary>A synthetic image and the training image that it is most like, to be looked at.</summary>
/// <param name="Images">Which they are, and how near.</param>
/// <param name="Synthetic">A PNG file.</param>
/// <param name="Training">A PNG file.</param>
public sealed record NearPair(NearestImage Images, byte[] Synthetic, byte[] Training);
