namespace Equipoise.Generators;

/// <summary>The losses of one step, as numbers, so that no observer can hold on to a tensor.</summary>
public sealed class StepLosses : Dictionary<string, double>
{
    /// <summary>The discriminator's loss and the generator's.</summary>
    public StepLosses(double discriminator, double generator)
    {
        this["discriminator"] = discriminator;
        this["generator"] = generator;
    }

    /// <summary>Whether every loss is a finite number.</summary>
    public bool Finite => Values.All(double.IsFinite);
}
