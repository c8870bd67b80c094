namespace Equipoise.Data;

/// <summary>The words by which published datasets call the parts of their split.</summary>
internal static class PartNames
{
    /// <summary>The part, or null where the word is none.</summary>
    public static Part? Of(string word) => word.Trim().ToLowerInvariant() switch
    {
        "train" or "training" => Part.Train,
        "val" or "valid" or "validation" or "dev" => Part.Validation,
        "test" or "testing" => Part.Test,
        _ => null,
    };
}
