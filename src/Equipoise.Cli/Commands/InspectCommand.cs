using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Cli.Commands;

[Named("data inspect", "Show what a source holds: classes, sizes, formats, patients, files that cannot be used.")]
internal sealed class InspectCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var source = new Argument<string>("source") { Description = $"A path or format:location. Formats: {string.Join(", ", SourceCatalog.Formats.Names)}." };
        command.Arguments.Add(source);
        var (reading, json) = (new SourceCliOptions(command), new JsonOption(command));
        command.Act((parsed, _) =>
        {
            // Inspecting is how one finds out what is broken, so nothing is too broken to inspect.
            var options = reading.Options(parsed) with { MaxQuarantineShare = 1 };
            var summary = host.WithProgress(progress => SourceSummary.Of(SourceCatalog.Open(parsed.GetValue(source)!, options, progress), progress));
            host.Print(json.Read(parsed), summary, s => s.ToString());
        });
        return command;
    }
}
