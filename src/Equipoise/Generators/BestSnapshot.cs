namespace Equipoise.Generators;

/// <summary>Which of the weights that training passes through become the generator's.</summary>
public enum BestSnapshot
{
    /// <summary>The last.</summary>
    Last,

    /// <summary>Those with the lowest kernel distance to <see cref="GeneratorSpec.MeasureOn"/>.</summary>
    KernelDistance,
}
