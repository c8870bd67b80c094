namespace Equipoise.Generators;

/// <summary>
/// The losses of one step by name, as numbers, so that no observer can hold on to a tensor: <c>discriminator</c>, and
/// where a step has them <c>generator</c> and <c>penalty</c> (already weighted, not contained in the former).
/// </summary>
public sealed class StepLosses : Dictionary<string, double>
{
    /// <summary>Whether every loss is a finite number.</summary>
    public bool Finite => Values.All(double.IsFinite);
}
