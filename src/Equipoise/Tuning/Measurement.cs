namespace Equipoise.Tuning;

/// <summary>A value of the objective.</summary>
/// <param name="Epoch">Adversarial epochs before it.</param>
/// <param name="Value">A finite number.</param>
public sealed record Measurement(int Epoch, double Value);
