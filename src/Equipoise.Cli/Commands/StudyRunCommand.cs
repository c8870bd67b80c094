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
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, the resolved settings, and what time and space it would take; run nothing but a few steps to time them." };
        var update = new Option<bool>("--update") { Description = "Go on with other settings in the same folder; finished stages that they do not touch are used again." };
        var retry = new Option<bool>("--retry") { Description = "Try cells that failed once more." };
        command.Arguments.Add(study);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: false, "The study's folder (default: runs/NAME).");
        foreach (var option in new[] { dryRun, update, retry })
            command.Options.Add(option);
        command.Act((parsed, stop) =>
        {
            var spec = settings.Load(parsed, parsed.GetValue(study)!);
            var folder = new StudyFolder(output.Read(parsed) ?? Path.Combine("runs", SafeName.Of(spec.Name)));
            if (parsed.GetValue(dryRun))
            {
                host.Print(json.Read(parsed), host.WithProgress(progress => StudyPlan.Of(spec, compute.Read(parsed, progress), progress, host.Clock)), p => p.ToString());
                return;
            }
            var outcome = host.WithProgress(progress =>
            {
                new StudyRunner(spec, folder, compute.Read(parsed, progress), progress, host.Clock)
                {
                    OnOther = parsed.GetValue(update) ? OnOtherStudy.Update : OnOtherStudy.Refuse,
                    Retry = parsed.GetValue(retry),
                }.Run(host.CommandLine, stop);
                return StudyReport.Write(folder);
            });
            host.Print(json.Read(parsed), outcome, o => o.ToString());
        });
        return command;
    }
}
