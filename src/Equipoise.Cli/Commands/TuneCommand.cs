using System.CommandLine;
using System.Globalization;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Tuning;

namespace Equipoise.Cli.Commands;

[Named("tune", "Search a GAN's settings for those with the best samples. The same command goes on where it stopped.")]
internal sealed class TuneCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var name = new Argument<string>("gan") { Description = string.Join(", ", GeneratorCatalog.All.Names) };
        var space = new Option<string?>("--space") { Description = $"What to search: a JSON file, or {string.Join(", ", SpaceFile.Presets)}.", HelpName = "FILE" };
        var like = new Option<string?>("--study") { Description = $"A study whose data, resolution and settings of generators and classifier trials have: a file, or {string.Join(", ", Studies.StudyFile.Presets)} (default: the defaults of all settings).", HelpName = "FILE" };
        var method = new Option<string>("--method") { Description = "grid (every combination), random, or asha (the better ones go on to more epochs).", DefaultValueFactory = _ => "random" };
        var trials = new Option<int?>("--trials") { Description = "Candidates of random and asha, beside the defaults (default: 20).", HelpName = "N" };
        var objective = new Option<string>("--objective") { Description = $"What to make better, on training or validation images: a figure of 'evaluate' ({string.Join(", ", Comparison.MetricNames)}), {ObjectiveCatalog.SampleDistance}, {ObjectiveCatalog.SampleDiversity} or {ObjectiveCatalog.ValidationAuc}.", DefaultValueFactory = _ => new TuneSettings { Gan = "" }.Objective, HelpName = "NAME" };
        var features = new Option<string?>("--features") { Description = $"In which images are compared: {string.Join(", ", FeatureCatalog.All.Names)} (default: as 'evaluate')." };
        var eta = new Option<int>("--eta") { Description = "Of asha: one in so many goes on.", DefaultValueFactory = _ => new TuneSettings { Gan = "" }.Eta };
        var least = new Option<int?>("--min-epochs") { Description = "Of asha: epochs of the lowest rung, at least (default: what makes three rungs)." };
        var every = new Option<int?>("--measure-every") { Description = "Epochs between two measurements for the learning curves (default: generator.measureEvery; validation-auc: only where it decides)." };
        var fractions = new Option<string?>("--fractions") { Description = "Comma-separated shares of the training images on which to train the defaults besides, e.g. 0.1,0.5,1." };
        command.Arguments.Add(name);
        foreach (var option in new Option[] { space, like, method, trials, objective, features, eta, least, every, fractions })
            command.Options.Add(option);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: false, "Gets tune.html, best.json, trials.csv and a folder for each trial (default: runs/tune-GAN).");
        command.Act((parsed, stop) =>
        {
            var gan = GeneratorCatalog.All.Get(parsed.GetValue(name)!, "GAN").Name;
            var search = new TuneSettings
            {
                Gan = gan,
                Space = parsed.GetValue(space) is { } file ? SpaceFile.Load(file) : [],
                Method = Method(parsed.GetValue(method)!),
                Trials = parsed.GetValue(trials),
                Objective = parsed.GetValue(objective)!,
                Features = parsed.GetValue(features),
                Eta = parsed.GetValue(eta),
                MinimumEpochs = parsed.GetValue(least),
                MeasureEvery = parsed.GetValue(every),
                Fractions = parsed.GetValue(fractions) is { } shares ? Fractions(shares) : [],
            };
            // What the space sets for all trials stands before --set, which has the last word.
            // In what a study compares images decides nothing here.
            string[] before = [$"arms=[\"{gan}\"]", "evaluateIn=none", .. SearchSpace.Parse(search.Space, gan).Assignments(gan)];
            var study = parsed.GetValue(like) is { } preset ? settings.Load(parsed, preset, before) : settings.Defaults(parsed, before);
            var folder = new TuneFolder(output.Read(parsed) ?? Path.Combine("runs", $"tune-{gan}"));
            var result = host.WithProgress(progress =>
                new TuneRunner(search, study, folder, compute.Read(parsed, progress), progress, host.Clock).Run(host.CommandLine, stop));
            TunePageFiles.Write(folder, result);
            host.Print(json.Read(parsed), TuneOutcome.Of(folder, result), o => o.ToString());
        });
        return command;
    }

    private static SearchMethod Method(string name) => Enum.TryParse<SearchMethod>(name, ignoreCase: true, out var method) && !int.TryParse(name, out _)
        ? method
        : throw UserException.Usage($"Unknown method '{name}'.", Suggestion.Among(name, Enum.GetNames<SearchMethod>().Select(n => n.ToLowerInvariant())));

    private static IReadOnlyList<double> Fractions(string list) =>
    [
        .. list.Split(',').Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            ? fraction
            : throw UserException.Usage($"--fractions: '{f}' is no number.", "For example --fractions 0.1,0.5,1.")),
    ];
}
