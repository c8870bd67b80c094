using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Equipoise.Tests.Support;
using Equipoise.Web;

namespace Equipoise.Tests.Reporting;

public class HtmlEvaluationTests
{
    private const string Hostile = "</script><script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    private static readonly EvaluationRun Run = new("equipoise evaluate --real xrays", "1.2.3", 7);

    [Fact]
    public async Task RenderAsync_AResult_AsksNothingOfTheNetworkAndIsInOrder()
    {
        var fixture = new EvaluationFixture { WithMemorisation = true };
        var html = await Render(fixture);
        Assert.InRange(PageRules.AsksNothingOfTheNetwork(html), 8, 1000);
        PageRules.IsInOrder(html);
        // The one that the script fills is named by it.
        PageRules.HasNamesOfPictures(html.Replace("<img id=\"map-picture\" alt ", "<img alt=\"filled\" "));
    }

    [Fact]
    public async Task RenderAsync_AResult_AnswersFirstTheWorstFirst()
    {
        var html = await Render(new EvaluationFixture());
        var answer = Regex.Match(html, "<section id=\"answer\".*?</section>", RegexOptions.Singleline).Value;
        Assert.Contains("differ clearly from real ones in every class, most in focal", answer);
        Assert.True(answer.IndexOf("<strong>focal", StringComparison.Ordinal) < answer.IndexOf("<strong>normal", StringComparison.Ordinal));
        var order = Regex.Matches(html, "<h3>([^<]+)</h3>").Select(m => m.Groups[1].Value);
        Assert.Equal(["focal", "normal", "All classes, in equal mixture"], order);
        Assert.Contains("<strong>vendi:</strong> 20 images are too few", html);
        Assert.Contains("<dt>frechet</dt>", html);
        foreach (var repeat in (string[])["equipoise evaluate --real xrays", "1.2.3", "<dd>7</dd>", "radiomics"])
            Assert.Contains(repeat, Regex.Match(html, "<section id=\"repeat\".*?</section>", RegexOptions.Singleline).Value);
    }

    [Fact]
    public async Task RenderAsync_AMap_AsManyMarksAsImagesWithTheirPictures()
    {
        var fixture = new EvaluationFixture();
        var data = Data(await Render(fixture));
        var images = fixture.Embedding().Images;
        Assert.Equal(images.Select(i => (i.Path, i.Class, i.Synthetic)), data.GetProperty("images").EnumerateArray().Select(i =>
            (i.GetProperty("p").GetString()!, data.GetProperty("classes")[i.GetProperty("c").GetInt32()].GetString()!, i.GetProperty("s").GetInt32() == 1)));
        Assert.All(data.GetProperty("images").EnumerateArray(), i => Assert.StartsWith("iVBORw0KGgo", i.GetProperty("t").GetString()));
    }

    // Of all scripts the policy lets only this one run.
    [Fact]
    public async Task RenderAsync_AMap_OneScriptWhichThePolicyNames()
    {
        var html = await Render(new EvaluationFixture());
        var script = Assert.Single(Regex.Matches(html, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value;
        var policy = Regex.Match(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", System.Net.WebUtility.HtmlDecode(policy));
        Assert.Contains("default-src 'none'", System.Net.WebUtility.HtmlDecode(policy));
    }

    [Fact]
    public async Task RenderAsync_HostileNames_Escaped()
    {
        var fixture = new EvaluationFixture { Classes = [Hostile, "b"], Path = Hostile, WithMemorisation = true };
        var result = fixture.Build() with { Real = Hostile, Synthetic = Hostile, Features = Hostile };
        var html = await HtmlEvaluation.RenderAsync(result, new(Hostile, Hostile, 0), [new(fixture.Pair, EvaluationFixture.Png, EvaluationFixture.Png)]);
        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.DoesNotContain("<img src=x", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.Equal(Hostile, Data(html).GetProperty("classes")[0].GetString());
    }

    [Fact]
    public async Task RenderAsync_Memorisation_FindingsAndPairsSideBySide()
    {
        var fixture = new EvaluationFixture { WithMemorisation = true };
        var html = await Render(fixture);
        Assert.Contains("authenticity", html);
        Assert.Contains("Nine tenths are too near.", html);
        Assert.Contains("alt=\"Synthetic image folder/image-made.png\"", html);
        Assert.Contains("alt=\"Training image folder/image-trained.png\"", html);
        Assert.DoesNotContain("id=\"copying\"", await Render(new EvaluationFixture()));
    }

    [Fact]
    public async Task RenderAsync_TwoThousandNoisyImages_BelowFiveMegabytes() =>
        Assert.InRange((await Render(new EvaluationFixture { Each = 500, Noise = true })).Length, 1_000_000, 5_000_000);

    [Fact]
    public async Task RenderAsync_NoMap_NoScriptAndWhy()
    {
        var result = new EvaluationFixture().Build();
        var without = await HtmlEvaluation.RenderAsync(result with { Embedding = null }, Run);
        Assert.DoesNotContain("<script", without);
        Assert.DoesNotContain("#embedding", without);
        var few = await HtmlEvaluation.RenderAsync(result with { Embedding = new([], null, null, "8 images are too few.") }, Run);
        Assert.DoesNotContain("<script", few);
        Assert.Contains("8 images are too few.", few);
    }

    private static Task<string> Render(EvaluationFixture fixture) => HtmlEvaluation.RenderAsync(
        fixture.Build(), Run, fixture.WithMemorisation ? [new(fixture.Pair, EvaluationFixture.Png, EvaluationFixture.Png)] : null);

    private static JsonElement Data(string html) => JsonDocument.Parse(
        Regex.Match(html, "<script type=\"application/json\" id=\"map-data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value).RootElement;
}
