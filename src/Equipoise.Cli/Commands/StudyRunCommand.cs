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
        var keep = new Option<string>("--keep-files")
        {
            Description = "What stays on disk once no cell needs it: results (scores and what the report shows), generators (their weights and images, too) or all (classifiers, too).",
            DefaultValueFactory = _ => "generators",
        };
        command.Arguments.Add(study);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: false, "The study's folder (default: runs/NAME).");
        foreach (var option in new Option[] { dryRun, update, retry, keep })
            command.Options.Add(option);
        command.Act((parsed, stop) =>
        {
            var spec = settings.Load(parsed, parsed.GetValue(study)!);
            var folder = new StudyFolder(output.Read(parsed) ?? Path.Combine("runs", SafeName.Of(spec.Name)));
            var kept = Choice.Of<Keep>("choice of what to keep", parsed.GetValue(keep)!);
            if (parsed.GetValue(dryRun))
            {
                host.Print(json.Read(parsed), host.WithProgress(progress => StudyPlan.Of(spec, kept, compute.Read(parsed, progress), progress, host.Clock)), p => p.ToString());
                return;
            }
            var outcome = host.WithProgress(progress =>
            {
                new StudyRunner(spec, folder, compute.Read(parsed, progress), progress, host.Clock)
                {
                    OnOther = parsed.GetValue(update) ? OnOtherStudy.Update : OnOtherStudy.Refuse,
                    Retry = parsed.GetValue(retry),
                    Keep = kept,
                }.Run(host.CommandLine, stop);
                return StudyReport.Write(folder);
            });
            host.Print(json.Read(parsed), outcome, o => o.ToString());
        });
        return command;
    }
}
