using System.CommandLine;
using Equipoise.Audit;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Cli.Commands;

[Named("data inspect", "Audit a source before training: classes, patients, copies, shortcuts, files that cannot be used.")]
internal sealed class InspectCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var source = new Argument<string>("source") { Description = $"A path or format:location. Formats: {string.Join(", ", SourceCatalog.Formats.Names)}." };
        var seed = new Option<ulong>("--seed") { Description = "Of the probe's folds and of the examples." };
        command.Arguments.Add(source);
        command.Options.Add(seed);
        var (reading, json) = (new SourceCliOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: false, "Gets audit.html, audit.json, quarantine.csv, copies.csv (default: runs/audit-NAME).");
        command.Act((parsed, stop) =>
        {
            var location = parsed.GetValue(source)!;
            var folder = output.Read(parsed) ?? Path.Combine("runs", SafeName.Of($"audit-{Name(location)}"));
            AtomicFile.RequireWritable(folder);
            // Auditing is how one finds out what is broken, so nothing is too broken to audit.
            var options = reading.Options(parsed, location) with { MaxQuarantineShare = 1 };
            var (audit, pictures) = host.WithProgress(progress =>
                Auditor.Run(SourceCatalog.Open(location, options, progress), new Seed(parsed.GetValue(seed)), progress, stop));
            AuditFiles.Write(folder, audit, pictures);
            host.Print(json.Read(parsed), audit, a => $"{AuditText.Of(a)}\n\nPage with pictures: {Path.Combine(folder, AuditFiles.Page)}");
        });
        return command;
    }

    // What the last step of a path, or of format:location, is called.
    private static string Name(string location) =>
        location.Split(['/', '\\', ':'], StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? last : "source";
}
