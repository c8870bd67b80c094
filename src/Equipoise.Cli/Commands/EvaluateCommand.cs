using System.CommandLine;
using Equipoise.Classification;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Generators.Copying;
using Equipoise.Imaging;
using Equipoise.Native;
using Equipoise.Networks;
using Equipoise.Web;
using static TorchSharp.torch;

namespace Equipoise.Cli.Commands;

[Named("evaluate", "Compare synthetic images with real ones, class by class, whoever made them.")]
internal sealed class EvaluateCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var real = new Option<string?>("--real") { Description = "The real images: a path or format:location.", HelpName = "SOURCE" };
        var synthetic = new Option<string?>("--synthetic") { Description = "The synthetic images.", HelpName = "SOURCE" };
        var statistics = new Option<string?>("--real-statistics") { Description = "In place of --real: mean and covariance of its features, .npz as pytorch-fid writes; gives the Fréchet distance only.", HelpName = "FILE" };
        var save = new Option<string?>("--save-statistics") { Description = "Write these of the real images, for pytorch-fid or for others who may not have the images.", HelpName = "FILE" };
        var features = new Option<string?>("--features") { Description = $"One of {string.Join(", ", FeatureCatalog.All.Names)} (default: inception-v3 where its weights were imported, else radiomics)." };
        var resolution = new Option<int?>("--resolution") { Description = "Side in pixels to which all images are brought (default: that of the synthetic images)." };
        var channels = new Option<int>("--channels") { Description = "1 (grey) or 3.", DefaultValueFactory = _ => 1 };
        var fit = new Option<Fit>("--fit") { Description = "How a rectangle becomes a square: pad, crop or stretch." };
        var seed = new Option<ulong>("--seed") { Description = "Of the choice among the larger set." };
        var latents = new Option<string?>("--latents") { Description = "The folder of a trained bagan, improved-bagan or smote: what its encoder makes of an image are the features.", HelpName = "DIR" };
        var classifier = new Option<string?>("--classifier") { Description = "The folder of a classifier that 'classify' trained: what its last layer reads are the features.", HelpName = "DIR" };
        var metrics = new Option<string[]>("--metric") { Description = $"Repeatable; any of {string.Join(", ", Comparison.MetricNames)} (default: all)." };
        var training = new Option<string?>("--training") { Description = "The images that the generator was trained on, to look for copies of them (default: what trained-on.csv beside the synthetic images lists).", HelpName = "SOURCE" };
        var generator = new Option<string?>("--generator") { Description = "The generator that made the images: asks its networks, too, what they know of their training images.", HelpName = "DIR" };
        foreach (var option in new Option[] { real, synthetic, statistics, save, features, latents, classifier, resolution, channels, fit, seed, metrics, training, generator })
            command.Options.Add(option);
        var output = new OutOption(command, required: false, "Gets evaluation.html, evaluation.json, metrics.csv and a map of the images: embedding.png, .svg, .csv.");
        var (reading, json) = (new SourceCliOptions(command), new JsonOption(command));
        command.Act((parsed, stop) =>
        {
            if (parsed.GetValue(channels) is not (1 or 3) and var wrong)
                throw UserException.Usage($"--channels must be 1 or 3; received {wrong}.");
            var folder = output.Read(parsed);
            if (folder is not null)
                AtomicFile.RequireWritable(folder);
            LibTorch.Load();
            using var given = Given(parsed);
            var settings = new EvaluationSettings
            {
                Features = parsed.GetValue(features),
                Resolution = parsed.GetValue(resolution),
                Channels = parsed.GetValue(channels),
                Fit = parsed.GetValue(fit),
                Seed = parsed.GetValue(seed),
                Metrics = parsed.GetValue(metrics) is { Length: > 0 } named ? named : null,
                Embed = folder is not null,
            };
            if (parsed.GetValue(real) is null == parsed.GetValue(statistics) is null)
                throw UserException.Usage("Either --real or --real-statistics is needed.", "For example --real SOURCE --synthetic SOURCE.");
            if (parsed.GetValue(synthetic) is null && parsed.GetValue(save) is null)
                throw UserException.Usage("--synthetic is needed: what to compare with the real images.", "Or --save-statistics FILE, to keep those of the real ones.");
            if (parsed.GetValue(save) is { } file && parsed.GetValue(real) is { } kept)
                host.WithProgress(progress => Save(file, kept, reading.Options(parsed, kept), settings, given, progress, stop));
            if (parsed.GetValue(synthetic) is null)
                return;
            var result = host.WithProgress(progress => Evaluate(parsed, settings, given, progress, stop));
            if (folder is not null)
                EvaluationPageFiles.Write(folder, result, new EvaluationRun(host.CommandLine, Compute.Version, settings.Seed));
            host.Print(json.Read(parsed), result, r => folder is null
                ? EvaluationText.Of(r)
                : $"{EvaluationText.Of(r)}\n\nPage with pictures: {Path.Combine(folder, EvaluationPageFiles.Page)}");
        });
        return command;

        IFeatureExtractor? Given(ParseResult parsed)
        {
            var givers = new[] { latents, classifier }.Where(o => parsed.GetValue(o) is not null).ToList();
            if (givers.Count == 0)
                return null;
            if (new Option[] { classifier, features, resolution, channels, fit }.Except([givers[0]]).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } both)
                throw UserException.Usage($"{givers[0].Name} decides {both.Name}; leave one of the two out.");
            var folder = parsed.GetValue(givers[0])!;
            return givers[0] == latents ? EncoderLatents.Load(folder, CPU) : ClassifierFeatures.Load(ClassifierFolder.Find(folder), CPU);
        }

        EvaluationResult Evaluate(ParseResult parsed, EvaluationSettings settings, IFeatureExtractor? given, IRunProgress progress, CancellationToken stop)
        {
            var made = parsed.GetValue(synthetic)!;
            if (parsed.GetValue(statistics) is { } file)
                return StatisticsEvaluation.Run(file, made, reading.Options(parsed, made), settings, progress, stop, given);
            var source = parsed.GetValue(real)!;
            using var maker = parsed.GetValue(generator) is { } folder ? Generator(folder, settings, progress) : null;
            if (maker is not null)
                settings = settings with { Resolution = maker.Card.Resolution, Channels = maker.Card.Channels, Fit = maker.Card.Fit };
            if (maker is not null && given?.Needs is { } needs && needs != maker.Card.Preprocessing)
                throw UserException.Usage(
                    $"The generator makes images of {maker.Card.Resolution} pixels, channels {maker.Card.Channels}, fit {maker.Card.Fit}; the features are of {needs.Resolution}, {needs.Channels}, {needs.Fit}.",
                    "Give two that were trained on images prepared alike, or leave one out.");
            var known = parsed.GetValue(training) is { } path ? new TrainingImages(path, [])
                : (TrainedOn.Read(made) ?? (maker is null ? null : TrainedOn.Read(maker.Folder))) is { } list ? new TrainingImages(null, list)
                : null;
            var probes = maker is null ? null : new GeneratorProbes(
                maker.Generator, maker.Spec.LatentSize, maker.Card.ClassNames, CPU, new LatentRecoverySettings(), new Seed(settings.Seed));
            return SourceEvaluation.Run(
                source, made, reading.Options(parsed, source), settings, progress, stop, given, known,
                probes is null ? null : (trained, heldOut) => probes.Find(trained, heldOut, progress, stop));
        }
    }

    private static bool Save(
        string file, string source, SourceOptions options, EvaluationSettings settings, IFeatureExtractor? given, IRunProgress progress, CancellationToken stop)
    {
        StatisticsEvaluation.Save(file, source, options, settings, progress, stop, given);
        progress.Say($"Statistics of the real images: {file}");
        return true;
    }

    private static TrainedGenerator Generator(string folder, EvaluationSettings settings, IRunProgress progress)
    {
        var generator = GeneratorFolder.Load(GeneratorFolder.Find(folder), Compute.Set("cpu", Precision.Fp32, 0, progress));
        try
        {
            if (generator.Generator.Networks.TryGetValue("discriminator", out var discriminator))
                GeneratorFolder.LoadNetwork(generator.Folder, generator.Card, "discriminator", discriminator);
            if (settings.Resolution is { } side && side != generator.Card.Resolution)
                throw UserException.Usage($"--resolution {side} is not that of the generator, {generator.Card.Resolution}.", "Leave it out.");
            return generator;
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }
}
