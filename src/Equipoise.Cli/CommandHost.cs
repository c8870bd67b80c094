using System.Text.Json;
using Equipoise.Cli.Terminal;
using Equipoise.Common;

namespace Equipoise.Cli;

/// <summary>What commands share: where results and messages go, the clock, the command as typed.</summary>
internal sealed record CommandHost(TextWriter Output, TextWriter Error, TimeProvider Clock, string CommandLine)
{
    /// <summary>Runs work with progress shown in the way that suits where stderr goes.</summary>
    /// <returns>What the work returned; printed afterwards, it does not mix with the bars.</returns>
    public T WithProgress<T>(Func<IRunProgress, T> work)
    {
        if (ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "")
            return TerminalProgress.Run(work);
        return work(new PlainProgress(Error, Clock));
    }

    /// <summary>Prints a result: as one JSON document, or as text.</summary>
    public void Print<T>(bool json, T result, Func<T, string> text) =>
        Output.WriteLine(json ? JsonSerializer.Serialize(result, Json.Options) : text(result));
}
