using System.Globalization;

namespace Equipoise.Studies;

/// <summary>One process among all that may share a folder: of which machine, and which it is there.</summary>
/// <param name="Host">The machine, since its last start, and the space in which process numbers count.</param>
/// <param name="Process">Its number there.</param>
/// <param name="Started">When it started, in the machine's own ticks, so that a number used again is told; empty where that is not known.</param>
public sealed record ProcessIdentity(string Host, int Process, string Started)
{
    private static readonly string ThisHost = string.Join('/', new[]
    {
        Environment.MachineName, Text("/proc/sys/kernel/random/boot_id"), Link("/proc/self/ns/pid"),
    }.Where(p => p.Length > 0));

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = new(ThisHost, Environment.ProcessId, StartOf(Environment.ProcessId));

    /// <summary>The machine's name alone.</summary>
    public string Machine => Host.Split('/')[0];

    /// <summary>Whether it is known to have ended; false also where that cannot be known, as of another machine.</summary>
    public bool HasEnded()
    {
        if (Host != ThisHost)
            return false;
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return process.HasExited || (Started.Length > 0 && StartOf(Process) is { Length: > 0 } now && now != Started);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}, process {Process}");

    // The 22nd field of what Linux says of a process; its second may hold spaces and ends with the last bracket.
    private static string StartOf(int process)
    {
        var status = Text($"/proc/{process}/stat");
        return status.LastIndexOf(')') is > 0 and var end && status[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 19 } fields
            ? fields[19] : "";
    }

    private static string Text(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Link(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? new FileInfo(path).LinkTarget ?? "" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
