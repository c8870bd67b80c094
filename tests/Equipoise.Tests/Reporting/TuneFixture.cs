using System.Text.Json.Nodes;
using Equipoise.Evaluation;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using Equipoise.Tuning;

namespace Equipoise.Tests.Reporting;

/// <summary>A search that was never run.</summary>
internal sealed class TuneFixture
{
    public string Data { get; init; } = "xrays";

    public Best Best { get; init; } = Best.Low;

    public bool Asha { get; init; }

    public bool WithFractions { get; init; }

    public string Objective { get; init; } = "kernel";

    /// <summary>The preset whose published values stand beside.</summary>
    public string? Preset { get; init; }

    public TuneResult Build()
    {
        Dimension[] dimensions =
        [
            new RangeDimension("learningRate", 1e-5, 1e-3, RangeScale.Log, false),
            new ListDimension("generatorActivation", ["relu", "elu"]),
            new ListDimension("discriminatorSpectralNorm", [true, false]),
        ];
        var search = new TuneSettings { Gan = "improved-bagan", Objective = Objective, Features = "radiomics", MeasureEvery = 5, Method = Asha ? SearchMethod.Asha : SearchMethod.Random };
        TrialResult[] trials = [.. Enumerable.Range(0, 12).Select(Trial)];
        var kind = new ObjectiveKind(Objective, Best);
        return new TuneResult
        {
            Search = search,
            Study = StudyFile.Parse(Text(), "test", [$"data={System.Text.Json.JsonSerializer.Serialize(Data)}", "arms=[\"improved-bagan\"]"]) with { Run = new RunRecord { Command = $"equipoise tune improved-bagan --data {Data}" } },
            Objective = kind,
            Dimensions = dimensions,
            Rungs = Asha ? [5, 15] : [15],
            Trials = trials,
            Importance = Importance.Of(dimensions, [.. trials.Skip(1).Select(t => t.Settings)], [.. trials.Skip(1).Select(t => t.At(5))], kind),
            Curves = WithFractions ? [new FractionCurve(0.1, 40, Curve(9), null), new FractionCurve(1, 400, Curve(0), null)] : [],
        };
    }

    private string Text() => Preset is null ? "{}" : File.ReadAllText(Path.Combine(Repository.Root, "studies", $"{Preset}.json"));

    private TrialResult Trial(int number)
    {
        var settings = new JsonObject
        {
            ["learningRate"] = number == 0 ? 2e-4 : Math.Round(1e-5 * Math.Pow(10, number / 6.0), 7),
            ["generatorActivation"] = number % 2 == 0 ? "relu" : "elu",
            ["discriminatorSpectralNorm"] = number % 3 == 0,
        };
        if (number == 7)
            return new(7, settings, true, TrialState.Failed, Curve(7)[..1], [], "Training diverged: a loss ran away.", 3);
        var stopped = Asha && number % 4 != 0;
        var curve = stopped ? Curve(number)[..1] : Curve(number);
        return new(number, settings, number > 0, stopped ? TrialState.Stopped : TrialState.Finished, curve, [curve[^1].Value], null, 61.5);
    }

    private static Measurement[] Curve(int number) =>
        [.. Enumerable.Range(1, 3).Select(i => new Measurement(5 * i, Math.Round((0.2 + 0.03 * Math.Abs(number - 4)) / i, 4)))];
}
