using System.CommandLine;
using System.Globalization;
using Equipoise.Classification;
using Equipoise.Cli.Options;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Statistics;
using Equipoise.Studies;
using Equipoise.Synthesis;

namespace Equipoise.Cli.Commands;

[Named("classify", "Train and test the classifier, with or without synthetic images.")]
internal sealed class ClassifyCommand : ICommand
{
    public Command Build(Command command, CommandHost host)
    {
        var synthetic = new Option<string?>("--synthetic") { Description = "A folder of synthetic images to add to the training images.", HelpName = "DIR" };
        var flips = new Option<bool>("--flips") { Description = "Flip training images at random." };
        command.Options.Add(synthetic);
        command.Options.Add(flips);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: true, "Gets classifier/.");
        command.Act((parsed, stop) => host.WithProgress(progress =>
        {
            var spec = settings.Defaults(parsed, "arms=[\"none\"]");
            var machine = compute.Read(parsed, progress);
            using var dataset = StudyRunner.Load(spec, progress);
            var seed = new Seed((ulong)spec.Seeds[0]);
            var split = Split.ByPatient(dataset, spec.Split, seed.For("split"));
            var real = split.Train(spec.Fractions[^1]);
            using var added = parsed.GetValue(synthetic) is { } path ? Added(path, split, spec) : null;
            using var classifier = ClassifierTrainer.Train(
                spec.Classifier, added is null ? real : new TrainingMixture(real, added), split.Validation,
                spec.Classifier.StepsPerEpoch(real.PerClass), parsed.GetValue(flips) ? new Flips() : null, machine, seed.For("classifier"), progress, stop);
            var folder = Path.Combine(output.Read(parsed)!, "classifier");
            var scores = classifier.Score(split.Test);
            ScoreFile.Write(Path.Combine(folder, "scores.csv"), scores, dataset.ClassNames);
            AtomicFile.WriteText(Path.Combine(folder, "split.csv"), split.ToCsv([spec.Fractions[^1]]));
            classifier.Save(Path.Combine(folder, "weights.safetensors"));
            var auc = ScoredImages.AucPerClass(scores);
            host.Print(json.Read(parsed), new ClassifyOutcome(folder, Auc.Macro(auc), dataset.ClassNames.Zip(auc).ToDictionary(), classifier.BestEpoch), o => o.ToString());
        }));
        return command;
    }

    private static SyntheticSet Added(string path, Split split, StudySpec spec)
    {
        var folder = Synthesizer.Exists(path) ? path : Path.Combine(path, "synthetic");
        folder = Directory.Exists(folder) ? folder : path;
        TrainedOn.RequireApart(folder, split.Validation, split.Test);
        return SyntheticFolder.Load(folder, split.Test.ClassNames, spec.Preprocessing);
    }

    private sealed record ClassifyOutcome(string Folder, double MacroAuc, IReadOnlyDictionary<string, double> AucPerClass, int BestEpoch)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"Macro AUC {MacroAuc:F3} on the test images ({string.Join(", ", AucPerClass.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} {a.Value:F3}")))}), best epoch {BestEpoch}: {Folder}");
    }
}
