namespace Equipoise.Common;

/// <summary>
/// Something the user can mend. The message says what was wrong, what was received and what is allowed;
/// <see cref="Remedy"/> says what to do. Shown without a stack trace.
/// </summary>
public class UserException(ExitCode exitCode, string what, string? remedy = null, Exception? inner = null)
    : Exception(remedy is null ? what : $"{what}\n{remedy}", inner)
{
    /// <summary>The process's exit code.</summary>
    public ExitCode ExitCode => exitCode;

    /// <summary>What was wrong, received and allowed.</summary>
    public string What => what;

    /// <summary>What to do about it, if anything is known.</summary>
    public string? Remedy => remedy;

    /// <summary>A wrong option, key or value.</summary>
    public static UserException Usage(string what, string? remedy = null) => new(ExitCode.Usage, what, remedy);

    /// <summary>Input data that cannot be used.</summary>
    public static UserException BadData(string what, string? remedy = null) => new(ExitCode.BadData, what, remedy);
}
