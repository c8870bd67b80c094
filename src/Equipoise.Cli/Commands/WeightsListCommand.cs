using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Features.Pretrained;

namespace Equipoise.Cli.Commands;

[Named("weights list", "Show which feature extractors have weights, and from where.")]
internal sealed class WeightsListCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var json = new JsonOption(command);
        command.Act((parsed, stop) => host.Print(json.Read(parsed), WeightsStore.Default.List(), Text));
        return command;
    }

    /// <summary>One set of weights in a line.</summary>
    public static string Line(ImportedWeights weights) =>
        $"{weights.Name,-14} {weights.Variant,-16} {Printable.Name(weights.Source)}, SHA-256 {weights.Sha256.Short}{(weights.Published ? ", as published" : ", not a known file")}";

    private static string Text(IReadOnlyList<ImportedWeights> all) => string.Join('\n', PretrainedNetworks.All.Names.Select(name =>
        all.FirstOrDefault(w => w.Name == name) is { } imported ? Line(imported) : $"{name,-14} none; see 'equipoise weights import --help'"));
}
