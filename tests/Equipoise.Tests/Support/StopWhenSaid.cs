using Equipoise.Common;

namespace Equipoise.Tests.Support;

/// <summary>Stops a run as soon as it says something.</summary>
internal sealed class StopWhenSaid(CancellationTokenSource stop, string part) : IRunProgress
{
    public IStage Begin(string name, long total) => Silence.Instance;

    public void Warn(string text)
    {
    }

    public void Say(string text)
    {
        if (text.Contains(part, StringComparison.Ordinal))
            stop.Cancel();
    }
}
