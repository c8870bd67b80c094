namespace Equipoise.Data;

/// <summary>A side of a split.</summary>
public enum Part
{
    Train,
    Validation,
    Test,
}
