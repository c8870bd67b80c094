using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Cli.Commands;

[Named("study status", "Show which cells of a study are done, running and by whom, or failed and why.")]
internal sealed class StudyStatusCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var folder = new Argument<string>("dir") { Description = "The study's folder." };
        command.Arguments.Add(folder);
        var json = new JsonOption(command);
        command.Act((parsed, stop) => host.Print(json.Read(parsed), StudyStatus.Of(new StudyFolder(parsed.GetValue(folder)!), new Claims(host.Clock)), s => s.ToString()));
        return command;
    }
}
