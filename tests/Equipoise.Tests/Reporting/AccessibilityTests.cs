using Equipoise.Tests.Support;
using Equipoise.Web;

namespace Equipoise.Tests.Reporting;

/// <summary>Every page, as axe sees it in a browser.</summary>
public sealed class AccessibilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, bool> Pages => new(
        from page in (string[])["study", "evaluation", "tuning", "audit"] from dark in (bool[])[false, true] select (page, dark));

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Axe_NoRuleBroken(string page, bool dark) => Assert.Empty(Axe.Violations(await Render(page), dark));

    [Fact]
    public void Violations_PictureWithoutWordsAndPaleText_Both()
    {
        var broken = Axe.Violations(
            "<!DOCTYPE html><html lang=\"en\"><head><title>t</title></head><body><main><h1>h</h1><img src=\"data:,\"><p style=\"color:#aaa;background:#fff\">pale</p></main></body></html>",
            dark: false);
        Assert.Equal(["color-contrast", "image-alt"], broken.Select(b => b.Split(':')[0]).Order());
    }

    private async Task<string> Render(string page)
    {
        switch (page)
        {
            case "study":
                return await HtmlReport.RenderAsync(new StudyFixture { Fractions = [0.1, 1], Seeds = [0, 1, 2], Folder = _folder.Path, ImageSide = 32 }.Build());
            case "evaluation":
                var fixture = new EvaluationFixture { WithMemorisation = true };
                return await HtmlEvaluation.RenderAsync(fixture.Build(), new("equipoise evaluate", "1.2.3", 0), [new(fixture.Pair, EvaluationFixture.Png, EvaluationFixture.Png)]);
            case "tuning":
                return await HtmlTuning.RenderAsync(new TuneFixture { WithFractions = true }.Build());
            default:
                Assert.Equal(0, (await CliRun.Of("data", "inspect", "phantom:images=105", "--out", _folder.In("audit"))).Code);
                return await File.ReadAllTextAsync(Directory.GetFiles(_folder.In("audit"), "*.html").Single());
        }
    }
}
