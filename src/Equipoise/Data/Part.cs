namespace Equipoise.Data;

/// <summary>A side of a split.</summary>
public enum Part
{
    Train,
    Validation,
    Test,

    /// <summary>On no side: the patient, or a copy of the image, stands on another side of a split that the source brought along.</summary>
    Withheld,
}
