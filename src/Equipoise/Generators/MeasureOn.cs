namespace Equipoise.Generators;

/// <summary>Real images with which samples are compared while training. Never test images.</summary>
public enum MeasureOn
{
    /// <summary>Those that the generator is trained on.</summary>
    Training,

    /// <summary>The validation part of the split.</summary>
    Validation,
}
