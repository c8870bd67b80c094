namespace Equipoise.Common;

/// <summary>
/// How long work tells of itself. The library reports; who listens decides whether that becomes a bar, a line
/// of log or nothing.
/// </summary>
public interface IRunProgress
{
    /// <summary>Begins a stage of <paramref name="total"/> units; disposing ends it.</summary>
    IStage Begin(string name, long total);

    /// <summary>Something the user should know, once.</summary>
    void Warn(string message);

    /// <summary>Something worth a line.</summary>
    void Say(string message);
}

/// <summary>One stage under way.</summary>
public interface IStage : IDisposable
{
    /// <summary>Units done so far, and a few words on how it goes.</summary>
    void Report(long done, string? detail = null);
}

/// <summary>Tells nobody.</summary>
public sealed class Silence : IRunProgress, IStage
{
    public static Silence Instance { get; } = new();

    public IStage Begin(string name, long total) => this;

    public void Warn(string message)
    {
    }

    public void Say(string message)
    {
    }

    public void Report(long done, string? detail = null)
    {
    }

    public void Dispose()
    {
    }
}
