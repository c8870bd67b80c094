using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
        var remedy = new Option<string>("--remedy")
        {
            Description = $"What is done against imbalance while training: {string.Join(", ", ArmCatalog.Remedies.Names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "none",
        };
        command.Options.Add(synthetic);
        command.Options.Add(remedy);
        var (settings, compute, json) = (new StudyOptions(command), new ComputeOptions(command), new JsonOption(command));
        var output = new OutOption(command, required: true, "Gets classifier/.");
        command.Act((parsed, stop) => host.Print(
            json.Read(parsed), host.WithProgress(progress => Classify(parsed, Path.Combine(output.Read(parsed)!, "classifier"), progress, stop)), o => o.ToString()));
        return command;

        Outcome Classify(ParseResult parsed, string folder, IRunProgress progress, CancellationToken stop)
        {
            var spec = settings.Defaults(parsed, "arms=[\"none\"]");
            var chosen = ArmCatalog.Remedies.Get(parsed.GetValue(remedy)!, "remedy");
            AtomicFile.RequireWritable(folder);
            var machine = compute.Read(parsed, progress);
            using var dataset = StudyRunner.Load(spec, progress);
            var (seed, fraction) = (spec.Seeds[0], spec.Fractions.Max());
            var split = Split.ByPatient(dataset, spec.Split, StageSeeds.Split(seed));
            var real = split.Train(fraction);
            using var added = parsed.GetValue(synthetic) is { } path ? Added(path, split, spec, progress) : null;
            AtomicFile.WriteText(Path.Combine(folder, "split.csv"), split.ToCsv([fraction]));
            var outcome = new ClassifierRun(
                folder, spec.Classifier, real, added is null ? real : new TrainingMixture(real, added), split.Validation, split.Test,
                chosen.Create(), machine, StageSeeds.Classifier(seed, fraction))
            {
                KeepWeights = true,
                Identity = Identity(spec, chosen.Name, real, added, seed),
                Progress = progress,
                Clock = host.Clock,
            }.Run(stop);
            return new Outcome(folder, dataset.ClassNames, DownstreamScores.Of(outcome.Scores), outcome.BestEpoch);
        }
    }

    private static string Identity(StudySpec spec, string remedy, RealImages real, SyntheticSet? added, int seed) => ContentHash.Of(JsonSerializer.Serialize(
        new object?[] { spec.Classifier, spec.Preprocessing, remedy, real.Records.Select(r => (r.Hash.Hex, r.Label).ToString()), added?.Digest.Hex, seed }, Json.Line)).Hex;

    private static SyntheticSet Added(string path, Split split, StudySpec spec, IRunProgress progress)
    {
        var folder = FolderWithin.Find(path, "synthetic", Synthesizer.Exists);
        TrainedOn.RequireApart(folder, progress, split.Validation, split.Test);
        var set = SyntheticFolder.Load(folder, split.Test.ClassNames, spec.Preprocessing);
        try
        {
            if (set.Labels.Count == 0)
                throw UserException.BadData($"'{path}' holds no synthetic images.", "Give the folder that 'equipoise synthesize' wrote.");
            SmuggledImages.RequireNone(set, spec.Preprocessing, progress, split.Validation, split.Test);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    private sealed record Outcome(string Folder, IReadOnlyList<string> Classes, DownstreamScores Scores, int BestEpoch)
    {
        public override string ToString() => DownstreamText.Of(Classes, Scores)
            + string.Create(CultureInfo.InvariantCulture, $"Best epoch {BestEpoch}: {Folder}");
    }
}
