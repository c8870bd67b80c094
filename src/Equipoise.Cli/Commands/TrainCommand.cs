using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Studies;

namespace Equipoise.Cli.Commands;

[Named("train", "Train a generator on the training part of a dataset.")]
internal sealed class TrainCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var name = new Argument<string>("generator") { Description = string.Join(", ", GeneratorCatalog.All.Names) };
        var all = new Option<bool>("--all") { Description = "Train on every image, not only on the training part. Then none of these images may be tested on." };
        var init = new Option<string?>("--init") { Description = "Weights to start from: safetensors, or a .pth of PyTorch's torch.save.", HelpName = "FILE" };
        var every = new Option<double>("--checkpoint-every") { Description = "Seconds between two checkpoints.", DefaultValueFactory = _ => 120, HelpName = "SECONDS" };
        command.Arguments.Add(name);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: true, "Gets generator/.");
        command.Options.Add(all);
        command.Options.Add(init);
        command.Options.Add(every);
        command.Act((parsed, stop) =>
        {
            var folder = Path.Combine(output.Read(parsed)!, "generator");
            var card = host.WithProgress(progress => Train(parsed, folder, progress, stop));
            host.Print(json.Read(parsed), card, c => $"{c.Generator} trained on {c.RealPerClass.Sum()} images in {c.Seconds:F0} s: {folder}");
        });
        return command;

        GeneratorCard Train(ParseResult parsed, string folder, IRunProgress progress, CancellationToken stop)
        {
            var generator = GeneratorCatalog.All.Get(parsed.GetValue(name)!, "generator").Name;
            var spec = settings.Defaults(parsed, $"arms=[\"{generator}\"]");
            AtomicFile.RequireWritable(folder);
            var machine = compute.Read(parsed, progress);
            using var initial = parsed.GetValue(init) is { } file ? InitialWeights.Read(file) : null;
            using var dataset = StudyRunner.Load(spec, progress);
            var (seed, fraction) = (spec.Seeds[0], spec.Fractions.Max());
            var split = Split.ByPatient(dataset, spec.Split, StageSeeds.Split(seed));
            var train = parsed.GetValue(all) ? dataset.All : split.Train(fraction);
            return new GeneratorRun(
                folder, generator, GeneratorCatalog.Resolve(generator, spec.Generator), train, spec.Preprocessing, machine, StageSeeds.Generator(seed, generator, fraction))
            {
                Init = initial,
                Validation = parsed.GetValue(all) ? null : split.Validation,
                CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(every)),
                Progress = progress,
                Clock = host.Clock,
            }.Train(stop);
        }
    }
}
