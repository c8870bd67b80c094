namespace Equipoise.Tuning;

/// <summary>The defaults on a share of the training images.</summary>
/// <param name="Fraction">The share.</param>
/// <param name="Images">How many training images that is, with the first seed.</param>
/// <param name="Curve">The objective by epoch, the mean over seeds; as far as training came.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
public sealed record FractionCurve(double Fraction, int Images, IReadOnlyList<Measurement> Curve, string? Reason);
