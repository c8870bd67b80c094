using System.CommandLine;
using System.Text.Json;
using Equipoise.Cli;
using Equipoise.Common;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

[Collection(TrainingTests.Name)]
public sealed class EquipoiseCliTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Help_Root_EveryCommandOfTheDesign()
    {
        var (code, output, error) = await Run("--help");
        Assert.Equal((0, ""), (code, error));
        Assert.All(["study", "report", "data", "train", "synthesize", "classify", "doctor"], c => Assert.Contains($"  {c}", output));
        Assert.Matches(@"Usage:\s+equipoise ", output);
    }

    [Theory]
    [InlineData("stduy run phantom", "Unknown command 'stduy' of 'equipoise'.", "Did you mean 'study'?")]
    [InlineData("study rum phantom", "Unknown command 'rum' of 'equipoise study'.", "Did you mean 'run'?")]
    [InlineData("study run fantom", "'fantom' is neither a preset nor a file.", "Did you mean 'phantom'?")]
    [InlineData("study run phantom --sed 1", "Unknown option '--sed'", "Did you mean '--set'?")]
    [InlineData("study run phantom --set clasifier.epochs=1", "Unknown setting 'clasifier", "Did you mean 'classifier'?")]
    [InlineData("study run phantom --device gpu", "Unknown device 'gpu'", "auto, cpu, cuda")]
    [InlineData("study run phantom --precision fp64", "Unknown precision 'fp64'", "Did you mean 'fp32'?")]
    [InlineData("train dcgam --data x --out y", "Unknown generator 'dcgam'.", "Did you mean 'dcgan'?")]
    [InlineData("study run", "Required argument missing", "--help")]
    [InlineData("train dcgan --data phantom", "--out", "--help")]
    public async Task Run_WrongUse_ExitTwoAndTheNearest(string line, string what, string remedy)
    {
        var (code, output, error) = await Run(line.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(what, error);
        Assert.Contains(remedy, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("data inspect {0}/nowhere", 3, "does not exist")]
    [InlineData("data inspect {0}/empty", 3, "holds no images")]
    [InlineData("study run covid19 --data {0}/nowhere", 3, "does not exist")]
    [InlineData("study status {0}/nowhere", 2, "holds no study")]
    [InlineData("report {0}/nowhere", 2, "holds no study")]
    [InlineData("synthesize {0}/nowhere --out {0}/o", 3, "holds no trained generator")]
    [InlineData("study run phantom --out {0}/file/x", 4, "Cannot write")]
    [InlineData("train dcgan --data phantom --out {0}/o --init {0}/nothing", 3, "The weights")]
    [InlineData("train dcgan --data phantom --out {0}/file/x --set generator.epochs=1", 4, "Cannot write")]
    [InlineData("classify --data phantom --out {0}/file/x", 4, "Cannot write")]
    public async Task Run_BadInput_ItsExitCodeAndAMessage(string line, int expected, string what)
    {
        Directory.CreateDirectory(_folder.In("empty"));
        File.WriteAllText(_folder.In("file"), "");
        var (code, output, error) = await Run(string.Format(line, _folder.Path).Split(' '));
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(what, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public void Options_EveryCommand_NoNameTwice()
    {
        static IEnumerable<Command> All(Command c) => c.Subcommands.SelectMany(All).Prepend(c);
        var commands = All(EquipoiseCli.Root(new CommandHost(TextWriter.Null, TextWriter.Null, TimeProvider.System, ""))).ToList();
        Assert.True(commands.Count > 10);
        Assert.All(commands, c => Assert.Equal(c.Options.Count, c.Options.DistinctBy(o => o.Name).Count()));
    }

    [Fact]
    public async Task Doctor_ThisMachine_Healthy()
    {
        var (code, output, _) = await Run("doctor", "--json");
        Assert.Equal(0, code);
        var checks = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(c => c.GetProperty("what").GetString()!);
        Assert.Contains("2.10", checks["libtorch"].GetProperty("found").GetString());
        Assert.All(["tensor operations", "device", "precision", "memory", "working folder", "cache folder"], c => Assert.Contains(c, checks.Keys));
    }

    [Fact]
    public async Task TrainSynthesizeClassify_Folder_OneAfterAnother()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);
        string[] settings = ["--data", _folder.In("images"), "--set", "resolution=32", "--set", "classifier.epochs=1", "--set", "classifier.batchSize=8", "--precision", "fp32"];
        string[] common = [.. settings, "--out", _folder.In("out")];
        Assert.Equal(0, (await Run(["train", "dcgan", .. common, "--set", "generator.epochs=1", "--set", "generator.dcgan.maxWidth=64"])).Code);
        var weights = _folder.In("out", "generator", "weights.safetensors");
        Assert.Equal(0, (await Run(["train", "dcgan", .. settings, "--out", _folder.In("on"), "--init", weights, "--set", "generator.epochs=1", "--set", "generator.dcgan.maxWidth=64"])).Code);
        Assert.Contains(ContentHash.Of(File.ReadAllBytes(weights)).Hex, File.ReadAllText(_folder.In("on", "generator", "gan.json")));
        Assert.Equal(0, (await Run("synthesize", _folder.In("out"), "--out", _folder.In("out"), "--count", "b=5")).Code);
        Assert.Equal(5, Directory.GetFiles(_folder.In("out", "synthetic", "b")).Length);
        var (code, output, error) = await Run(["classify", .. common, "--synthetic", _folder.In("out"), "--json"]);
        Assert.True(code == 0, error);
        Assert.InRange(JsonDocument.Parse(output).RootElement.GetProperty("scores").GetProperty("macroAuc").GetDouble(), 0, 1);
        Assert.True(File.Exists(_folder.In("out", "classifier", "weights.safetensors")));
        var (leak, _, message) = await Run(["classify", .. common, "--synthetic", _folder.In("out"), "--seeds", "7"]);
        Assert.Equal(3, leak);
        Assert.Contains("was trained on", message);
    }

    // A generator without a discriminator goes the same way; evaluate leaves out what it would have to ask.
    [Fact]
    public async Task TrainSynthesizeEvaluate_GeneratorsThatAreNoGans_OneAfterAnother()
    {
        string[] data = ["--data", "phantom:images=120,seed=1"];
        foreach (var (name, settings) in new[] { ("smote", """{"epochs":1,"maxWidth":64}"""), ("oracle", "{}") })
        {
            string[] train = ["train", name, .. data, "--out", _folder.In(name), "--threads", "1", "--set", "resolution=32", "--set", $"generator={settings}"];
            var (code, _, error) = await Run(train);
            Assert.True(code == 0, error);
            (code, _, error) = await Run("synthesize", _folder.In(name), "--out", _folder.In(name), "--count", "normal=12", "--threads", "1");
            Assert.True(code == 0, error);
            Assert.Equal(12, Directory.GetFiles(_folder.In(name, "synthetic", "normal")).Length);
        }
        var evaluated = await Run(
            "evaluate", "--real", data[1], "--synthetic", _folder.In("oracle", "synthetic"), "--generator", _folder.In("oracle"), "--features", "pixels", "--metric", "kernel", "--json");
        Assert.True(evaluated.Code == 0, evaluated.Error);
        Assert.Equal(
            ["copying", "copying-pixels", "authenticity", "near-copies"],
            JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("memorisation").GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("name").GetString()!));
    }

    // As the phantom preset trains: augmented, and in whatever precision this machine is fastest.
    [Fact]
    public async Task StudyRun_SameCommandTwice_IdenticalResultsCsvAndAReport()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);
        foreach (var name in new[] { "one", "two" })
        {
            var (code, output, error) = await Run(
                "study", "run", "covid19", "--data", _folder.In("images"), "--out", _folder.In(name), "--set", "resolution=32", "--set", "fractions=[1]",
                "--set", "classifier.epochs=2", "--set", "generator.epochs=3", "--set", "generator.augmentation=diff-augment", "--set", "generator.dcgan.maxWidth=64");
            Assert.True(code == 0, error);
            Assert.Contains("dcgan against", output);
            Assert.Contains(_folder.In(name, "report.html"), output);
        }
        Assert.Equal(File.ReadAllBytes(_folder.In("one", "results.csv")), File.ReadAllBytes(_folder.In("two", "results.csv")));
        Assert.Equal(File.ReadAllBytes(_folder.In("one", "results.json")), File.ReadAllBytes(_folder.In("two", "results.json")));
        var page = File.ReadAllText(_folder.In("one", "report.html"));
        Assert.Contains("0.7757", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.Equal(0, (await Run("study", "status", _folder.In("one"))).Code);
        Assert.Equal(0, (await Run("report", _folder.In("one"))).Code);
    }

    private static Task<(int Code, string Output, string Error)> Run(params string[] args) => CliRun.Of(args);
}
