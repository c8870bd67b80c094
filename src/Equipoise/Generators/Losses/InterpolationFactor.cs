namespace Equipoise.Generators.Losses;

/// <summary>How far between a real image (0) and a fake (1) <see cref="GradientPenalty"/> measures the slope.</summary>
public enum InterpolationFactor
{
    /// <summary>U(0,1): anywhere on the line between the two.</summary>
    Uniform,

    /// <summary>
    /// N(0,1), as Improved BAGAN's authors have it (Huang and Jafari 2020): around the real image, beyond it half of the time
    /// and at times beyond the fake.
    /// </summary>
    Normal,
}
