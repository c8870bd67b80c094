using System.Text.Json;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Tuning;

[Collection(TrainingTests.Name)]
public sealed class TuneCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TuneCommandTests()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);
        File.WriteAllText(_folder.In("space.json"), "{ \"learningRate\": [1e-3, 1e-4], \"epochs\": 1, \"batchSize\": 6, \"latentSize\": 8, \"maxWidth\": 64 }");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tune_Folder_APageAndOneJsonDocument()
    {
        var (code, output, error) = await Tune("--method", "grid", "--features", "pixels", "--json");
        Assert.True(code == 0, error);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal(3, result.GetProperty("finished").GetInt32());
        Assert.Equal("low", result.GetProperty("objective").GetProperty("best").GetString());
        Assert.All(["tune.html", "tune.json", "best.json", "trials.csv", "trials.jsonl", "learning-curves.csv"], f => Assert.True(File.Exists(_folder.In("out", f)), f));
        Assert.Equal(0, (await CliRun.Of("synthesize", _folder.In("out", "trials", "0000", "0"), "--out", _folder.In("made"), "--count", "b=2")).Code);
    }

    [Fact]
    public async Task Tune_SettingsOfAStudy_TakenFromIt()
    {
        File.WriteAllText(_folder.In("study.json"), """{ "resolution": 64, "evaluateIn": "baseline", "arms": ["none"], "generator": { "beta1": 0.25 }, "published": { "frechetByEpochs": { "dcgan": { "1": { "7": 12.5 } } } } }""");
        var (code, _, error) = await Tune("--study", _folder.In("study.json"), "--objective", "frechet", "--features", "pixels", "--method", "grid", "--fractions", "1");
        Assert.True(code == 0, error);
        var study = JsonDocument.Parse(File.ReadAllText(_folder.In("out", "tune.json"))).RootElement.GetProperty("study");
        // What the command line says goes before.
        Assert.Equal(32, study.GetProperty("resolution").GetInt32());
        Assert.Equal(0.25, study.GetProperty("generator").GetProperty("dcgan").GetProperty("beta1").GetDouble());
        Assert.Contains("7,,12.5", File.ReadAllText(_folder.In("out", "curve.csv")));
    }

    [Theory]
    [InlineData("--study covidd", "neither a preset nor a file", "Did you mean 'covid19'?")]
    [InlineData("--method greed", "Unknown method 'greed'", "Did you mean 'grid'?")]
    [InlineData("--objective freche", "Unknown objective 'freche'", "Did you mean 'frechet'?")]
    [InlineData("--features pixel", "--features must be one of", "pixels")]
    [InlineData("--fractions 0.1,x", "'x' is no number", "For example")]
    [InlineData("--set generator.epochs=0", "epochs must be at least 1", "received 0")]
    public async Task Tune_WrongUse_ExitTwoAndTheRemedy(string options, string what, string remedy)
    {
        var (code, output, error) = await Tune(options.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(what, error);
        Assert.Contains(remedy, error);
        Assert.False(Directory.Exists(_folder.In("out")));
    }

    private Task<(int Code, string Output, string Error)> Tune(params string[] options) => CliRun.Of(
        ["tune", "dcgan", "--data", _folder.In("images"), "--space", _folder.In("space.json"), "--out", _folder.In("out"), "--set", "resolution=32", "--precision", "fp32", .. options]);
}
