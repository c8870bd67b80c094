using System.CommandLine;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Imaging;
using Equipoise.Native;
using Equipoise.Networks;
using Equipoise.Web;
using TorchSharp;

namespace Equipoise.Cli.Commands;

[Named("evaluate", "Compare synthetic images with real ones, class by class, whoever made them.")]
internal sealed class EvaluateCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var real = new Option<string>("--real") { Description = "The real images: a path or format:location.", HelpName = "SOURCE", Required = true };
        var synthetic = new Option<string>("--synthetic") { Description = "The synthetic images.", HelpName = "SOURCE", Required = true };
        var features = new Option<string?>("--features") { Description = $"One of {string.Join(", ", FeatureCatalog.All.Names)} (default: inception-v3 where its weights were imported, else radiomics)." };
        var resolution = new Option<int?>("--resolution") { Description = "Side in pixels to which all images are brought (default: that of the synthetic images)." };
        var channels = new Option<int>("--channels") { Description = "1 (grey) or 3.", DefaultValueFactory = _ => 1 };
        var fit = new Option<Fit>("--fit") { Description = "How a rectangle becomes a square: pad, crop or stretch." };
        var seed = new Option<ulong>("--seed") { Description = "Of the choice among the larger set." };
        var latents = new Option<string?>("--latents") { Description = "The folder of a trained bagan or improved-bagan: what its encoder makes of an image are the features.", HelpName = "DIR" };
        var metrics = new Option<string[]>("--metric") { Description = $"Repeatable; any of {string.Join(", ", Comparison.MetricNames)} (default: all)." };
        foreach (var option in new Option[] { real, synthetic, features, latents, resolution, channels, fit, seed, metrics })
            command.Options.Add(option);
        var output = new OutOption(command, required: false, "Gets evaluation.html, evaluation.json, metrics.csv and a map of the images: embedding.png, .svg, .csv.");
        var (reading, json) = (new SourceCliOptions(command), new JsonOption(command));
        command.Act((parsed, stop) =>
        {
            if (parsed.GetValue(channels) is not (1 or 3) and var given)
                throw UserException.Usage($"--channels must be 1 or 3; received {given}.");
            var folder = output.Read(parsed);
            if (folder is not null)
                AtomicFile.RequireWritable(folder);
            LibTorch.Load();
            var encoderOf = parsed.GetValue(latents);
            if (encoderOf is not null && new Option[] { features, resolution, channels }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } both)
                throw UserException.Usage($"--latents decides {both.Name}; leave one of the two out.");
            using var encoder = encoderOf is null ? null : EncoderLatents.Load(encoderOf, torch.CPU);
            var settings = new EvaluationSettings
            {
                Features = parsed.GetValue(features),
                Resolution = encoder?.Resolution ?? parsed.GetValue(resolution),
                Channels = encoder?.Channels ?? parsed.GetValue(channels),
                Fit = parsed.GetValue(fit),
                Seed = parsed.GetValue(seed),
                Metrics = parsed.GetValue(metrics) is { Length: > 0 } named ? named : null,
                Embed = folder is not null,
            };
            var source = parsed.GetValue(real)!;
            var result = host.WithProgress(progress =>
                SourceEvaluation.Run(source, parsed.GetValue(synthetic)!, reading.Options(parsed, source), settings, progress, stop, encoder));
            if (folder is not null)
                EvaluationPageFiles.Write(folder, result, new EvaluationRun(host.CommandLine, Compute.Version, settings.Seed));
            host.Print(json.Read(parsed), result, r => folder is null
                ? EvaluationText.Of(r)
                : $"{EvaluationText.Of(r)}\n\nPage with pictures: {Path.Combine(folder, EvaluationPageFiles.Page)}");
        });
        return command;
    }
}
