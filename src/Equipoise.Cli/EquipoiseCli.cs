using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Equipoise.Cli.Terminal;
using Equipoise.Common;

namespace Equipoise.Cli;

/// <summary>The command line: results to <paramref name="output"/>, everything else to <paramref name="error"/>, an exit code.</summary>
internal sealed class EquipoiseCli(TextWriter output, TextWriter error)
{
    private const string Program = "equipoise";

    private static readonly Catalog<ICommand> Commands = new();
    private static readonly Option<bool> Debug = new("--debug") { Description = "Show stack traces.", Recursive = true };

    // What Slurm sends before the time is up; its number on Linux.
    private const PosixSignal Sigusr1 = (PosixSignal)10;

    public async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using var stop = new CancellationTokenSource();
        var code = ExitCode.Cancelled;
        void Stop(PosixSignalContext context, ExitCode because)
        {
            // The second signal is not held back: it ends the process at once.
            if (stop.IsCancellationRequested)
                return;
            context.Cancel = true;
            code = because;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, ExitCode.Cancelled));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, ExitCode.Stopped));
        using var warned = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(Sigusr1, c => Stop(c, ExitCode.Stopped)) : null;

        var host = new CommandHost(output, error, TimeProvider.System, string.Join(' ', args.Select(Quote).Prepend(Program)));
        var parsed = Root(host).Parse(args);
        if (parsed.Errors.Count > 0)
            return Fail(UsageErrors.Explain(parsed));
        try
        {
            return parsed.Action is HelpAction ? Help(parsed) : await parsed.InvokeAsync(Invocation(output), stop.Token);
        }
        catch (Exception e) when (parsed.GetValue(Debug) && e is not OperationCanceledException)
        {
            error.WriteLine(e);
            return (int)((e as UserException)?.ExitCode ?? ExitCode.Unexpected);
        }
        catch (Exception e)
        {
            return Explain(e is AggregateException many ? many.Flatten().InnerExceptions[0] : e, code);
        }
    }

    private int Explain(Exception e, ExitCode stopped)
    {
        switch (e)
        {
            case OperationCanceledException:
                error.WriteLine($"{stopped}. The same command goes on where it stopped.");
                return (int)stopped;
            case UserException user:
                return Fail(user);
            case IOException or UnauthorizedAccessException:
                return Fail(new UserException(ExitCode.NoSpace, e.Message, "Check that the file or folder exists, that you may use it, and that the disk is not full."));
            case OutOfMemoryException:
            case Exception other when other.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase):
                return Fail(new UserException(ExitCode.NoSpace, "Out of memory.", "Lower the batch size or the resolution, or use a machine with more memory."));
            default:
                error.WriteLine($"unexpected error: {e.Message}\nThis is a bug in Equipoise. Run the command again with --debug and report what it prints.");
                return (int)ExitCode.Unexpected;
        }
    }

    // The usage would name the file that was started, which is a DLL.
    private int Help(ParseResult parsed)
    {
        using var text = new StringWriter();
        var code = parsed.Invoke(Invocation(text));
        output.Write(text.ToString().Replace(RootCommand.ExecutableName, Program));
        return code;
    }

    private InvocationConfiguration Invocation(TextWriter to) =>
        new() { EnableDefaultExceptionHandler = false, Output = to, Error = error, ProcessTerminationTimeout = null };

    private int Fail(UserException e)
    {
        error.WriteLine($"error: {e.What}");
        if (e.Remedy is not null)
            error.WriteLine(e.Remedy);
        return (int)e.ExitCode;
    }

    internal static RootCommand Root(CommandHost host)
    {
        var root = new RootCommand("Balance an imbalanced medical image dataset with synthetic images, and run the trial that tells whether it helped.");
        root.Options.Add(Debug);
        foreach (var entry in Commands.Entries)
        {
            Command parent = root;
            var words = entry.Name.Split(' ');
            foreach (var word in words[..^1])
                parent = parent.Subcommands.FirstOrDefault(c => c.Name == word) ?? Add(parent, new Command(word));
            Add(parent, entry.Create().Build(new Command(words[^1], entry.Summary), host));
            if (parent != root)
                parent.Description = $"Commands: {string.Join(", ", parent.Subcommands.Select(c => c.Name))}.";
        }
        return root;
    }

    private static Command Add(Command parent, Command child)
    {
        parent.Subcommands.Add(child);
        return child;
    }

    private static string Quote(string arg) => arg.Any(c => char.IsWhiteSpace(c) || "\"'[]{}*?$&|;<>()".Contains(c)) ? $"'{arg.Replace("'", "'\\''")}'" : arg;
}
