namespace Equipoise.Common;

/// <summary>How a command ended; the numbers are part of the public interface.</summary>
public enum ExitCode
{
    Done = 0,
    Unexpected = 1,

    /// <summary>Wrong use: an unknown command, option, key or value.</summary>
    Usage = 2,

    /// <summary>The input data cannot be used.</summary>
    BadData = 3,

    /// <summary>Out of disk or memory, or a folder that cannot be written.</summary>
    NoSpace = 4,

    /// <summary>A loss became NaN or infinite.</summary>
    Diverged = 5,

    /// <summary>Stopped early on request; the same command resumes.</summary>
    Stopped = 75,

    /// <summary>Cancelled by the user.</summary>
    Cancelled = 130,
}
