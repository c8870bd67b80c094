using Equipoise.Common;
using Spectre.Console;

namespace Equipoise.Cli.Terminal;

/// <summary>Progress bars with time left, on a terminal.</summary>
internal sealed class TerminalProgress(ProgressContext context, IAnsiConsole console) : IRunProgress
{
    public static T Run<T>(Func<IRunProgress, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new TerminalProgress(context, console)));
    }

    public IStage Begin(string name, long total) => new Stage(context.AddTask(Markup.Escape(name), maxValue: Math.Max(1, total)), name);

    public void Warn(string message) => console.MarkupLineInterpolated($"[yellow]warning:[/] {message}");

    public void Say(string message) => console.MarkupLineInterpolated($"{message}");

    private sealed class Stage(ProgressTask task, string name) : IStage
    {
        public void Report(long done, string? detail)
        {
            task.Value = Math.Max(task.Value, done);
            if (detail is not null)
                task.Description = Markup.Escape($"{name}  {detail}");
        }

        public void Dispose() => task.StopTask();
    }
}
