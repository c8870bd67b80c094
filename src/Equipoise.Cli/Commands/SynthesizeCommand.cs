using System.CommandLine;
using System.Globalization;
using Equipoise.Cli.Options;
using Equipoise.Common;
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
        command.Arguments.Add(path);
        command.Options.Add(count);
        command.Options.Add(seed);
        var (compute, json) = (new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: true, "Gets synthetic/.");
        command.Act((parsed, stop) =>
        {
            var folder = Path.Combine(output.Read(parsed)!, "synthetic");
            var made = host.WithProgress(progress =>
            {
                using var generator = GeneratorFolder.Load(Find(parsed.GetValue(path)!), compute.Read(parsed, progress));
                var card = generator.Card;
                var plan = parsed.GetValue(count) is { Length: > 0 } counts ? Plan(counts, card.ClassNames) : SynthesisPlan.Balance(card.RealPerClass);
                Synthesizer.Write(folder, generator, plan, new Seed(parsed.GetValue(seed)), progress, stop);
                return new { Folder = folder, card.ClassNames, plan.PerClass };
            });
            host.Print(json.Read(parsed), made, m => $"{m.PerClass.Sum()} images: {m.Folder}");
        });
        return command;
    }

    private static string Find(string given)
    {
        var within = Path.Combine(given, "generator");
        return !GeneratorFolder.Exists(given) && GeneratorFolder.Exists(within) ? within : given;
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
