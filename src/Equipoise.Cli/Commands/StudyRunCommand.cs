using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Cli.Commands;

[Named("study run", "Run a study: a preset or a JSON file. The same command goes on where it stopped.")]
internal sealed class StudyRunCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var study = new Argument<string>("study") { Description = $"A preset ({string.Join(", ", StudyFile.Presets)}) or a study file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and the resolved settings; run nothing." };
        command.Arguments.Add(study);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: false, "The study's folder (default: runs/NAME).");
        command.Options.Add(dryRun);
        command.Act((parsed, stop) =>
        {
            var spec = settings.Load(parsed, parsed.GetValue(study)!);
            var folder = new StudyFolder(output.Read(parsed) ?? Path.Combine("runs", SafeName.Of(spec.Name)));
            if (parsed.GetValue(dryRun))
            {
                host.Print(json.Read(parsed), host.WithProgress(progress => StudyPlan.Of(spec, progress)), p => p.ToString());
                return;
            }
            var outcome = host.WithProgress(progress =>
            {
                new StudyRunner(spec, folder, compute.Read(parsed, progress), progress, host.Clock).Run(host.CommandLine, stop);
                return StudyReport.Write(folder);
            });
            host.Print(json.Read(parsed), outcome, o => o.ToString());
        });
        return command;
    }
}
