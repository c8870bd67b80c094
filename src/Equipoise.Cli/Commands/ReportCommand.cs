using System.CommandLine;
using System.Diagnostics;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Cli.Commands;

[Named("report", "Write a study's report again from its folder.")]
internal sealed class ReportCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var path = new Argument<string>("dir") { Description = "The study's folder." };
        var open = new Option<bool>("--open") { Description = "Open the report in the browser." };
        command.Arguments.Add(path);
        command.Options.Add(open);
        var json = new JsonOption(command);
        command.Act((parsed, stop) =>
        {
            var folder = new StudyFolder(parsed.GetValue(path)!);
            var outcome = StudyReport.Write(folder);
            if (parsed.GetValue(open))
                Process.Start(new ProcessStartInfo(Path.GetFullPath(folder.Report)) { UseShellExecute = true })?.Dispose();
            host.Print(json.Read(parsed), outcome, o => o.ToString());
        });
        return command;
    }
}
