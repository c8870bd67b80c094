namespace Equipoise.Data;

/// <summary>Tells exceptions that speak of a file from those that speak of a mistake in this program.</summary>
internal static class Damage
{
    /// <summary>Whether the file is to blame.</summary>
    // The framework's readers of archives meet hostile headers with the last three.
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException
        or NotSupportedException or ArgumentException or OverflowException;

    /// <summary>What is wrong, in plain words.</summary>
    public static string Words(Exception e) => e is EndOfStreamException ? "it ends early." : e.Message;
}
