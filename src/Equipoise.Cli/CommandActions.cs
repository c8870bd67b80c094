using System.CommandLine;

namespace Equipoise.Cli;

internal static class CommandActions
{
    /// <summary>Sets the action; it runs on the calling thread, because dispose scopes are per thread.</summary>
    public static void Act(this Command command, Action<ParseResult, CancellationToken> action) => command.SetAction((parsed, stop) =>
    {
        action(parsed, stop);
        return Task.CompletedTask;
    });
}
