using System.Text.Json;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_SyntheticImagesOfOurs_ComparedByClass()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 30, 12);
        WriteMarked("a", 0, 20);
        WriteMarked("b", 1, 40);
        var (code, output, error) = await Evaluate("--features", "pixels", "--json");
        Assert.True(code == 0, error);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal("pixels", result.GetProperty("features").GetString());
        Assert.Equal(32, result.GetProperty("resolution").GetInt32());
        var rows = result.GetProperty("rows").EnumerateArray().ToList();
        int Images(string? label) => rows.First(r => r.GetProperty("class").GetString() == label).GetProperty("images").GetInt32();
        Assert.Equal((32, 20, 12), (Images(null), Images("a"), Images("b")));
        Assert.All(["frechet", "kernel", "precision", "vendi"], name => Assert.Equal(3, rows.Count(r => r.GetProperty("name").GetString() == name)));
    }

    [Fact]
    public async Task Evaluate_Text_ATableAndWhatSpeaksAgainstIt()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 30, 12);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 30, 1);
        var (code, output, error) = await Evaluate("--features", "pixels", "--metric", "frechet", "--metric", "prdc");
        Assert.True(code == 0, error);
        Assert.Contains("30 real,      30 synthetic", output);
        Assert.Contains("real against real", output);
        Assert.Contains("frechet: 31 images are too few for more than a hint; 31 images for 256 features make it mostly bias", output);
        Assert.Contains("1 images of either kind; it needs at least 6", output);
        Assert.DoesNotContain("vendi", output);
    }

    [Fact]
    public async Task Evaluate_ImagesAllEqual_FiniteWords()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 12);
        for (var i = 0; i < 12; i++)
            WriteSynthetic("a", i, TestImages.Png(0, 32, 5));
        var (code, output, error) = await Evaluate("--features", "pixels");
        Assert.True(code == 0, error);
        Assert.DoesNotContain("NaN", output);
        Assert.Matches(@"diversity +one +0\.000", output);
    }

    [Fact]
    public async Task Evaluate_NoClassInCommon_SaysWhichThereAre()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 4, 4);
        for (var i = 0; i < 4; i++)
            WriteSynthetic("covid", i, TestImages.Png(0, 32, (ulong)i));
        var (code, _, error) = await Evaluate();
        Assert.Equal(3, code);
        Assert.Contains("share no class: real ones are a, b; synthetic ones are covid", error);
    }

    [Theory]
    [InlineData("--features", "dreams", "Unknown feature extractor 'dreams'")]
    [InlineData("--metric", "luck", "Unknown metric 'luck'")]
    [InlineData("--resolution", "8", "must be 16 to 512")]
    [InlineData("--channels", "2", "must be 1 or 3")]
    public async Task Evaluate_WrongUse_SaysWhatIsAllowed(string option, string value, string expected)
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 8);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 8);
        var (code, _, error) = await Evaluate(option, value);
        Assert.Equal(2, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task Evaluate_TrainingImagesCopied_SuspectedAndNamed()
    {
        TestImages.WriteFolder(_folder.In("training"), 32, 30);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 30);
        Directory.CreateDirectory(_folder.In("real", "a"));
        for (var i = 0; i < 30; i++)
            File.WriteAllBytes(_folder.In("real", "a", $"{i}.png"), TestImages.Png(0, 32, (ulong)(500 + i)));
        var (code, output, error) = await Evaluate("--features", "pixels", "--metric", "kernel", "--training", _folder.In("training"));
        Assert.True(code == 0, error);
        Assert.Contains("Copies: 30 synthetic images, 30 that the generator was trained on, 30 real ones of other patients", output);
        Assert.Matches("copying +! ", output);
        Assert.Contains("a/000.png is near a/000.png in features, a/000.png in pixels", output);
    }

    [Fact]
    public async Task Evaluate_TrainedGeneratorOfOurs_ItsNetworksAsked()
    {
        string[] data = ["--data", "phantom:images=120,seed=1"];
        var out1 = await CliRun.Of(["train", "gan", .. data, "--out", _folder.In("run"), "--threads", "1", "--set", "resolution=32", "--set", "generator={\"epochs\":1,\"measureEvery\":0}"]);
        Assert.True(out1.Code == 0, out1.Error);
        var out2 = await CliRun.Of(["synthesize", _folder.In("run"), "--out", _folder.In("made"), "--count", "normal=12", "--threads", "1"]);
        Assert.True(out2.Code == 0, out2.Error);
        var (code, output, error) = await CliRun.Of([
            "evaluate", "--real", data[1], "--synthetic", _folder.In("made", "synthetic"), "--generator", _folder.In("run"),
            "--features", "pixels", "--metric", "kernel", "--json"]);
        Assert.True(code == 0, error);
        var found = JsonDocument.Parse(output).RootElement.GetProperty("memorisation");
        Assert.Equal(
            ["copying", "copying-pixels", "authenticity", "near-copies", "membership", "latent-recovery"],
            found.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("name").GetString()!));
        Assert.True(found.GetProperty("training").GetInt32() > found.GetProperty("heldOut").GetInt32());
    }

    [Fact]
    public async Task Evaluate_FewTrainingImages_SaysThatCopiesWereNotLookedFor()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 12);
        TestImages.WriteFolder(_folder.In("training"), 32, 3);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 12);
        var (code, output, error) = await Evaluate("--features", "pixels", "--metric", "kernel", "--training", _folder.In("training"));
        Assert.True(code == 0, error);
        Assert.Contains("Copies were not looked for", error);
        Assert.DoesNotContain("Copies:", output);
    }

    [Fact]
    public async Task Evaluate_StatisticsSavedThenCompared_ZeroWithThemselves()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 20, 20);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 20, 20);
        var (saved, _, error1) = await CliRun.Of(["evaluate", "--real", _folder.In("real"), "--features", "pixels", "--save-statistics", _folder.In("real.npz")]);
        Assert.True(saved == 0, error1);
        var (code, output, error) = await CliRun.Of(["evaluate", "--real-statistics", _folder.In("real.npz"), "--synthetic", _folder.In("synthetic"), "--features", "pixels", "--json"]);
        Assert.True(code == 0, error);
        var row = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal(("frechet", 40), (row.GetProperty("name").GetString(), row.GetProperty("images").GetInt32()));
        Assert.Equal(0, row.GetProperty("value").GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("--features radiomics", 2, "mean nothing by themselves")]
    [InlineData("--features pixels --channels 3", 3, "is of 256 features, 'pixels' gives 768")]
    public async Task Evaluate_StatisticsThatDoNotFit_SaysWhy(string more, int expected, string words)
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 20);
        await CliRun.Of(["evaluate", "--real", _folder.In("real"), "--features", "pixels", "--save-statistics", _folder.In("real.npz")]);
        var (code, _, error) = await CliRun.Of(["evaluate", "--real-statistics", _folder.In("real.npz"), "--synthetic", _folder.In("real"), .. more.Split(' ')]);
        Assert.Equal(expected, code);
        Assert.Contains(words, error);
    }

    [Theory]
    [InlineData("--synthetic x", "Either --real or --real-statistics is needed")]
    [InlineData("--real x", "--synthetic is needed")]
    [InlineData("--real x --real-statistics y --synthetic z", "Either --real or --real-statistics is needed")]
    public async Task Evaluate_SourcesMissing_WrongUse(string options, string words)
    {
        var (code, _, error) = await CliRun.Of(["evaluate", .. options.Split(' ')]);
        Assert.Equal(2, code);
        Assert.Contains(words, error);
    }

    [Fact]
    public async Task Evaluate_OneImageEach_SaysItIsTooFew()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 1);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 1);
        var (code, output, error) = await Evaluate("--features", "pixels");
        Assert.True(code == 0, error);
        Assert.Contains("1 images of either kind; it needs at least", output);
        Assert.Equal(3, (await CliRun.Of(["evaluate", "--real", _folder.In("real"), "--features", "pixels", "--save-statistics", _folder.In("x.npz")])).Code);
    }

    // Folders of images of other sizes, one of them not even square.
    [Fact]
    public async Task Evaluate_OtherSizes_BroughtToOne()
    {
        TestImages.WriteFolder(_folder.In("real"), 64, 8);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 8);
        File.WriteAllBytes(_folder.In("real", "a", "wide.png"), PngFile.Encode(new byte[48 * 20], 1, 48, 20, null));
        var (code, output, error) = await Evaluate("--features", "pixels", "--metric", "kernel");
        Assert.True(code == 0, error);
        Assert.Contains("images at 32 x 32 pixels", output);
        Assert.Contains("9 real", output);
    }

    [Fact]
    public async Task Evaluate_EmptyFolder_BadData()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 8);
        Directory.CreateDirectory(_folder.In("synthetic"));
        Assert.Equal(3, (await Evaluate()).Code);
    }

    [Fact]
    public async Task Evaluate_Out_PageNumbersAndAMapOfBothKinds()
    {
        var (code, output, error) = await CliRun.Of(
            "evaluate", "--real", "phantom:images=63,seed=1", "--synthetic", "phantom:images=42,seed=2",
            "--features", "pixels", "--out", _folder.In("out"));
        Assert.True(code == 0, error);
        Assert.EndsWith($"Page with pictures: {_folder.In("out", "evaluation.html")}\n", output);
        Assert.Contains("Embedding: 84 images, perplexity 27.67", output);
        Assert.Contains("42 of 63 real and 42 of 42 synthetic images", output);
        Assert.Equal(
            ["embedding.csv", "embedding.png", "embedding.svg", "evaluation.html", "evaluation.json", "metrics.csv"],
            Directory.GetFiles(_folder.In("out")).Select(Path.GetFileName).Order());
        var result = JsonDocument.Parse(File.ReadAllText(_folder.In("out", "evaluation.json"))).RootElement;
        Assert.Equal(84, result.GetProperty("embedding").GetProperty("images").GetArrayLength());
        Assert.False(result.GetProperty("embedding").TryGetProperty("thumbnails", out _));
        Assert.Equal(1 + result.GetProperty("rows").GetArrayLength(), File.ReadAllLines(_folder.In("out", "metrics.csv")).Length);
        Assert.Equal(1 + 84, File.ReadAllLines(_folder.In("out", "embedding.csv")).Length);
        var page = File.ReadAllText(_folder.In("out", "evaluation.html"));
        PageRules.AsksNothingOfTheNetwork(page);
        PageRules.IsInOrder(page);
    }

    [Fact]
    public async Task Evaluate_OutOfFewImages_PageWithoutAMap()
    {
        TestImages.WriteFolder(_folder.In("real"), 32, 4);
        TestImages.WriteFolder(_folder.In("synthetic"), 32, 4);
        var (code, output, error) = await Evaluate("--features", "pixels", "--out", _folder.In("out"));
        Assert.True(code == 0, error);
        Assert.Contains("8 images are too few for an embedding", output);
        Assert.False(File.Exists(_folder.In("out", "embedding.svg")));
        Assert.Contains("8 images are too few for an embedding", File.ReadAllText(_folder.In("out", "evaluation.html")));
    }

    [Theory]
    [InlineData("--latents", "--features", "pixels")]
    [InlineData("--latents", "--resolution", "32")]
    [InlineData("--latents", "--channels", "1")]
    [InlineData("--latents", "--classifier", "other")]
    [InlineData("--classifier", "--fit", "crop")]
    public async Task Evaluate_FolderOfANetworkAndWhatItDecides_LeaveOneOut(string giver, string option, string value)
    {
        var (code, _, error) = await Evaluate(giver, _folder.In("network"), option, value);
        Assert.Equal(2, code);
        Assert.Contains($"{giver} decides {option}", error);
    }

    [Fact]
    public async Task Evaluate_Classifier_InItsFeaturesAndStatisticsOfThem()
    {
        TestImages.WriteFolder(_folder.In("real"), 48, 30, 20);
        var (trained, _, why) = await CliRun.Of(
            "classify", "--data", _folder.In("real"), "--out", _folder.In("run"), "--set", "resolution=32", "--set", "fit=crop",
            "--set", "classifier.network=small-cnn", "--set", "classifier.epochs=1", "--set", "classifier.batchSize=8");
        Assert.True(trained == 0, why);
        WriteMarked("a", 0, 20);
        WriteMarked("b", 1, 20);
        var (code, output, error) = await Evaluate("--classifier", _folder.In("run"), "--metric", "frechet", "--json", "--save-statistics", _folder.In("s.npz"));
        Assert.True(code == 0, error);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.StartsWith("classifier ", result.GetProperty("features").GetString());
        Assert.Equal(32, result.GetProperty("resolution").GetInt32());
        var (again, text, problem) = await CliRun.Of(
            "evaluate", "--real-statistics", _folder.In("s.npz"), "--synthetic", _folder.In("synthetic"), "--classifier", _folder.In("run", "classifier"));
        Assert.True(again == 0, problem);
        Assert.Contains("frechet", text);
    }

    [Fact]
    public async Task Evaluate_ClassifierThatIsNone_BadData()
    {
        var (code, _, error) = await Evaluate("--classifier", _folder.In("nothing"));
        Assert.Equal(3, code);
        Assert.Contains("holds no trained classifier", error);
    }

    [Fact]
    public async Task Evaluate_LatentsOfNoGenerator_BadData()
    {
        var (code, _, error) = await Evaluate("--latents", _folder.In("gan"));
        Assert.Equal(3, code);
        Assert.Contains("holds no trained generator", error);
    }

    private void WriteMarked(string label, int number, int count)
    {
        for (var i = 0; i < count; i++)
            WriteSynthetic(label, i, TestImages.Png(number, 32, (ulong)(100 + i), new Provenance("dcgan", "1", label, 0, i)));
    }

    private void WriteSynthetic(string label, int number, byte[] png)
    {
        Directory.CreateDirectory(_folder.In("synthetic", label));
        File.WriteAllBytes(_folder.In("synthetic", label, $"{number}.png"), png);
    }

    private Task<(int Code, string Output, string Error)> Evaluate(params string[] more) =>
        CliRun.Of(["evaluate", "--real", _folder.In("real"), "--synthetic", _folder.In("synthetic"), .. more]);
}
