namespace Equipoise.Generators;

/// <summary>A loss over steps of which not every one has it.</summary>
public sealed record LossSum(double Sum, int Count);
