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
    [InlineData("--features", "pixels")]
    [InlineData("--resolution", "32")]
    [InlineData("--channels", "1")]
    public async Task Evaluate_LatentsAndWhatTheyDecide_LeaveOneOut(string option, string value)
    {
        var (code, _, error) = await Evaluate("--latents", _folder.In("gan"), option, value);
        Assert.Equal(2, code);
        Assert.Contains($"--latents decides {option}", error);
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
