namespace Equipoise.Data.Phantoms;

/// <summary>What a factor belongs to: the person, or one exposure of that person.</summary>
public enum Per
{
    Patient,
    View,
}
