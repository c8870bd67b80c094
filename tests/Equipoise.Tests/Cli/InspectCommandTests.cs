using System.Text.Json;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_Json_OneDocumentOnStdout()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 4, 2);
        File.WriteAllText(_folder.In("images", "a", "bad.jpg"), "x");
        var (code, output, _) = await Inspect("--json");
        Assert.Equal(0, code);
        var audit = JsonDocument.Parse(output).RootElement;
        Assert.Equal(2, audit.GetProperty("imbalance").GetDouble());
        Assert.Equal("a/bad.jpg", audit.GetProperty("quarantine")[0].GetProperty("path").GetString());
        Assert.Contains("a/bad.jpg", File.ReadAllText(_folder.In("out", "quarantine.csv")));
    }

    [Fact]
    public async Task Inspect_Text_NamesWhatIsWrong()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 4, 2);
        File.Copy(_folder.In("images", "a", "000.png"), _folder.In("images", "a", "copy.png"));
        File.Copy(_folder.In("images", "a", "001.png"), _folder.In("images", "b", "contradiction.png"));
        var (_, output, _) = await Inspect();
        Assert.StartsWith($"folder:{_folder.In("images")}\n  a                          5 images; 32 to 32 x 32 to 32 pixels; png, grey\n", output);
        Assert.Contains("2 surplus copies", output);
        Assert.Contains("SERIOUS  1 image is there in several classes", output);
        Assert.Contains("No patient could be told", output);
        Assert.EndsWith($"{_folder.In("out", "audit.html")}\n", output);
        Assert.Equal(5, File.ReadAllLines(_folder.In("out", "copies.csv")).Length);
    }

    [Fact]
    public async Task Inspect_Page_AsksNothingOfTheNetwork()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 6, 6);
        await Inspect();
        var page = File.ReadAllText(_folder.In("out", "audit.html"));
        Assert.DoesNotContain("=\"http", page);
        Assert.DoesNotContain("<script", page);
        Assert.Equal(12 + 4, page.Split("src=\"data:image/png;base64,").Length - 1);
    }

    [Fact]
    public async Task Inspect_EveryFileBroken_StillReports()
    {
        Directory.CreateDirectory(_folder.In("images", "a"));
        File.WriteAllText(_folder.In("images", "a", "1.png"), "no picture");
        File.WriteAllBytes(_folder.In("images", "a", "2.png"), PngBomb.Make(30_000, 30_000));
        var (code, output, error) = await Inspect();
        Assert.True(code == 0, error);
        Assert.Contains("2 files cannot be used", output);
        Assert.Contains("more than the limit", output);
    }

    [Fact]
    public async Task Inspect_ClassOptions_ApplyBeforeTheAudit()
    {
        var (code, output, error) = await CliRun.Of(
            "data", "inspect", "phantom:images=210", "--merge", "ill=focal+diffuse", "--rename", "normal=well", "--keep", "ill=20", "--out", _folder.In("out"), "--json");
        Assert.True(code == 0, error);
        Assert.Equal(["well 100", "ill 20"], JsonDocument.Parse(output).RootElement.GetProperty("classes").EnumerateArray()
            .Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("images").GetInt32()}"));
    }

    [Theory]
    [InlineData("--keep", "covid", "not of the form class=n")]
    [InlineData("--keep", "covid=many", "no number of images")]
    [InlineData("--option", "target=x", "has no setting 'target'")]
    [InlineData("--imbalance", "0.5", "at least 1")]
    [InlineData("--limit", "maxPixel=5", "Did you mean 'maxPixels'?")]
    public async Task Inspect_WrongOption_SaysWhatIsAllowed(string option, string value, string what)
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 2, 2);
        var (code, _, error) = await Inspect(option, value);
        Assert.Equal(2, code);
        Assert.Contains(what, error);
    }

    [Fact]
    public async Task Inspect_Limit_RefusesWhatIsBeyond()
    {
        TestImages.WriteFolder(_folder.In("images"), 32, 2, 2);
        var (_, output, _) = await Inspect("--limit", "maxPixels=1000");
        Assert.Contains("32 x 32 pixels, more than the limit of 1,000", output);
    }

    private Task<(int Code, string Output, string Error)> Inspect(params string[] more) =>
        CliRun.Of(["data", "inspect", _folder.In("images"), "--out", _folder.In("out"), .. more]);
}
