using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>What stands in a claim: who works here, and a number that rises while they do.</summary>
/// <param name="By">Who.</param>
/// <param name="Beat">Rises with every heartbeat.</param>
public sealed record ClaimFile(ProcessIdentity By, long Beat)
{
    /// <summary>A claim's file name within the folder that it claims.</summary>
    public const string Name = "claim";

    /// <summary>One that is just being written, is damaged, or cannot be read now.</summary>
    public static ClaimFile Unreadable { get; } = new(new ProcessIdentity("another machine", 0, ""), -1);

    /// <summary>The claim on a folder; null where there is none.</summary>
    public static ClaimFile? Read(string folder)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(folder, Name)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable;
        }
    }

    /// <summary>As it stands in the file.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Line);

    internal static ClaimFile Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ClaimFile>(text, Json.Line) ?? Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }
}
