using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Features.Pretrained;
using Equipoise.Native;

namespace Equipoise.Cli.Commands;

[Named("weights import", "Take weights of a feature extractor into the store, from a .pth, .pt or safetensors file.")]
internal sealed class WeightsImportCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        command.Description = string.Join("\n\n", PretrainedNetworks.All.Names.Select(PretrainedNetworks.HowToGet).Prepend(command.Description));
        var name = new Argument<string>("name") { Description = $"The extractor: {string.Join(", ", PretrainedNetworks.All.Names)}." };
        var file = new Argument<string>("file") { Description = "The weights. Of a file that was published, the hash is checked." };
        command.Arguments.Add(name);
        command.Arguments.Add(file);
        var json = new JsonOption(command);
        command.Act((parsed, stop) =>
        {
            LibTorch.Load();
            var store = WeightsStore.Default;
            var imported = host.WithProgress(progress => store.Import(parsed.GetValue(name)!, parsed.GetValue(file)!, progress));
            host.Print(json.Read(parsed), imported, i => $"{WeightsListCommand.Line(i)}\nKept in {store.Folder}");
        });
        return command;
    }
}
