namespace Equipoise.Common;

/// <summary>A mistake of the user's: what was wrong, what was received, what is allowed, what to do.</summary>
public class UserException(ExitCode exitCode, string what, string? remedy = null, Exception? inner = null)
    : Exception(remedy is null ? what : $"{what}\n{remedy}", inner)
{
    public ExitCode ExitCode => exitCode;
    public string What => what;
    public string? Remedy => remedy;
}

public enum ExitCode { Done = 0, Unexpected = 1, Usage = 2, BadData = 3, NoSpace = 4, Diverged = 5, Stopped = 75, Cancelled = 130 }
