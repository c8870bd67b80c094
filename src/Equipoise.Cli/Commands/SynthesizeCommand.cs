using System.CommandLine;
using System.Globalization;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Synthesis;

namespace Equipoise.Cli.Commands;

[Named("synthesize", "Draw images from a trained generator.")]
internal sealed class SynthesizeCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var path = new Argument<string>("gan-dir") { Description = "What 'train' wrote, or generator/ of a study's cell." };
        var count = new Option<string[]>("--count") { Description = "How many of a class; repeatable. Default: as many as bring every class to the size of the largest.", HelpName = "class=n" };
        var seed = new Option<ulong>("--seed") { Description = "Of the noise." };
        var training = new Option<string?>("--training") { Description = "The source it was trained on: near copies of its training images are withheld and counted.", HelpName = "SOURCE" };
        command.Arguments.Add(path);
        command.Options.Add(training);
        command.Options.Add(count);
        command.Options.Add(seed);
        var (compute, reading, json) = (new ComputeOptions(command), new SourceCliOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: true, "Gets synthetic/.");
        command.Act((parsed, stop) =>
        {
            var folder = Path.Combine(output.Read(parsed)!, "synthetic");
            var made = host.WithProgress(progress =>
            {
                using var generator = GeneratorFolder.Load(GeneratorFolder.Find(parsed.GetValue(path)!), compute.Read(parsed, progress));
                var card = generator.Card;
                var plan = parsed.GetValue(count) is { Length: > 0 } counts ? Plan(counts, card.ClassNames) : SynthesisPlan.Balance(card.RealPerClass);
                using var guard = parsed.GetValue(training) is { } source ? Guard(source, reading.Options(parsed, source), generator, progress, stop) : null;
                var outcome = Synthesizer.Write(folder, generator, plan, new Seed(parsed.GetValue(seed)), progress, stop, guard);
                return new { Folder = folder, card.ClassNames, outcome.PerClass, Withheld = guard is null ? null : outcome.Withheld, outcome.Threshold };
            });
            host.Print(json.Read(parsed), made, m => $"{m.PerClass.Sum()} images{(m.Withheld is { } copies ? $", {copies.Sum()} near copies withheld" : "")}: {m.Folder}");
        });
        return command;
    }

    private static CopyGuard Guard(string source, SourceOptions options, TrainedGenerator generator, IRunProgress progress, CancellationToken stop)
    {
        var card = generator.Card;
        if (TrainedOn.Read(generator.Folder) is not { } list)
            throw UserException.BadData($"'{generator.Folder}' does not say what it was trained on: trained-on.csv is missing.", "Leave out --training.");
        var seen = list.Select(i => i.Hash).ToHashSet();
        using var dataset = Dataset.Load(
            SourceCatalog.Open(source, options, progress), card.Preprocessing, options, progress);
        var training = dataset.Select(Enumerable.Range(0, dataset.Records.Count).Where(i => seen.Contains(dataset.Records[i].Hash.Hex)));
        if (training.Records.Select(r => r.Group).Distinct().Count() < 2)
            throw UserException.BadData($"'{source}' has {training.Count} of the {seen.Count} images that the generator was trained on.", "Give the source it was trained on.");
        return CopyGuard.Of(training, progress, stop);
    }

    private static SynthesisPlan Plan(string[] counts, IReadOnlyList<string> classNames)
    {
        var perClass = new int[classNames.Count];
        foreach (var count in counts)
        {
            var cut = count.LastIndexOf('=');
            var name = cut < 0 ? count : count[..cut];
            var label = classNames.ToList().IndexOf(name);
            if (label < 0)
                throw UserException.Usage($"Unknown class '{name}'.", Suggestion.Among(name, classNames));
            if (!int.TryParse(count[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out perClass[label]))
                throw UserException.Usage($"--count '{count}' is not of the form class=n with a number.", $"For example --count {classNames[0]}=100.");
        }
        return new SynthesisPlan(perClass);
    }
}
