using System.Net;
using System.Text.RegularExpressions;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using Equipoise.Web;

namespace Equipoise.Tests.Reporting;

public sealed class HtmlReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    private static readonly PublishedResults Published = new()
    {
        Source = "Exploring class imbalance using Generative Adversarial Networks in medical imaging, Table 1",
        MacroAuc = new Dictionary<string, IReadOnlyDictionary<double, double>> { ["dcgan"] = new Dictionary<double, double> { [0.1] = 0.85032 } },
        Images = new Dictionary<string, IReadOnlyDictionary<string, int>> { ["train"] = new Dictionary<string, int> { ["Normal"] = 1542, ["other"] = 7 } },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("equipoise-html").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RenderAsync_AStudy_AsksNothingOfTheNetworkAndStaysSmall()
    {
        var html = await HtmlReport.RenderAsync(Fixture().Build());
        Assert.True(PageRules.AsksNothingOfTheNetwork(html) > 20);
        Assert.DoesNotContain("<script", html);
        Assert.InRange(html.Length, 50_000, 5_000_000);
    }

    [Fact]
    public async Task RenderAsync_HostileNames_AreEscaped()
    {
        var result = new StudyFixture { Classes = ["normal", Hostile], Folder = _folder, Fractions = [1] }.Build();
        var html = await HtmlReport.RenderAsync(result with
        {
            Command = Hostile,
            SpecJson = Hostile,
            Environment = new Dictionary<string, string> { [Hostile] = Hostile },
            Spec = result.Spec with { Title = Hostile },
            Data = result.Data with { Source = Hostile, Quarantine = [new(Hostile, Hostile)] },
        });
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img src=x", html);
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public async Task RenderAsync_AStudy_ShowsEveryArmClassAndPublishedValue()
    {
        var with = await HtmlReport.RenderAsync(Fixture(Published).Build());
        var text = Text(with);
        Assert.All((string[])["none", "flips", "dcgan", "normal", "focal", "diffuse"], name => Assert.Contains(name, text));
        Assert.Matches(@"0\.\d{3} \[0\.\d{3}, [01]\.\d{3}\] published 0\.850", text);
        Assert.Contains("GAN was trained on all images", text);
        Assert.Contains("published train 1,542 – – 1,542", text);
        Assert.Equal(3 * 6, Regex.Count(with, "alt=\"Synthetic image"));
        Assert.Equal(3 * 6, Regex.Count(with, "alt=\"Real image"));
        Assert.Equal(4, Regex.Count(with, "alt=\"Grid of synthetic"));

        var without = Text(await HtmlReport.RenderAsync(Fixture().Build()));
        Assert.DoesNotContain("published 0", without);
        Assert.DoesNotContain("published values", without, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Not comparable", without);
    }

    [Fact]
    public async Task RenderAsync_AStudy_HasHeadingsLandmarksAndNamesInOrder()
    {
        var html = await HtmlReport.RenderAsync(Fixture().Build());
        PageRules.IsInOrder(html);
        PageRules.HasNamesOfPictures(html);
    }

    [Fact]
    public async Task RenderAsync_OneSeed_AnswersInTheFirstSection()
    {
        var html = await HtmlReport.RenderAsync(new StudyFixture { Fractions = [0.1, 1] }.Build());
        var section = Regex.Match(html, "<section id=\"answer\".*?</section>", RegexOptions.Singleline).Value;
        Assert.Equal(
            "Did the synthetic images help? On one seed, undecided: one seed tells nothing of the luck of training. "
            + "dcgan (1 seed) is undecided at 10 % (+0.138 [+0.098, +0.178] against none) and 100 % (−0.005 [−0.045, +0.035] against flips). "
            + "Differences are in macro AUC, with 95 % intervals and p-values after Holm, against the arm without synthetic images that was strongest on validation images; percentages are the share of training images used. "
            + "Before you conclude. This is one seed. One seed cannot decide whether a difference would be seen again with another split, another start of the "
            + "networks or another order of the images: the intervals cover the choice of test patients only, there is no p-value, "
            + "and the verdict is undecided whatever they are. Repeat with more seeds before concluding. "
            + "What the arms are none real images as they are flips real images, flipped at random in both directions "
            + "dcgan synthetic images are added (deep convolutional GAN (Radford et al. 2016), class-conditional)",
            Text(section));
    }

    public static TheoryData<string> Unfinished => ["nothing", "no GAN", "no baseline", "one cell"];

    [Theory, MemberData(nameof(Unfinished))]
    public async Task RenderAsync_PartOfAStudy_StillRenders(string what)
    {
        var result = Fixture(finished: c => what switch
        {
            "nothing" => false,
            "no GAN" => c.Arm != "dcgan",
            "no baseline" => c.Arm == "dcgan",
            _ => c is { Arm: "flips", Seed: 0, Fraction: 1 },
        }).Build();
        if (what == "nothing")
            result = result with { RealExamples = [], Data = result.Data with { Parts = new Dictionary<int, IReadOnlyDictionary<Equipoise.Data.Part, IReadOnlyList<int>>>() } };
        var text = Text(await HtmlReport.RenderAsync(result));
        Assert.Contains("Provisional", text);
        Assert.Contains("There is no answer yet", text);
        Assert.DoesNotContain("NaN", text);
    }

    [Fact]
    public async Task RenderAsync_PathsOutOfTheFolderOrOfNoPng_AreNotEmbedded()
    {
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "study")).FullName;
        File.WriteAllText(Path.Combine(inside, "text.png"), "no picture");
        var result = new StudyFixture { Folder = inside, Fractions = [1] }.Build();
        File.Copy(Path.Combine(inside, "examples/0-0.png"), Path.Combine(_folder, "secret.png"));
        var html = await HtmlReport.RenderAsync(result with { RealExamples = [["../secret.png", Path.Combine(_folder, "secret.png"), "text.png", "gone.png", "examples/0-0.png"], [], []] });
        Assert.Equal(1, Regex.Count(html, "alt=\"Real image"));
    }

    private StudyFixture Fixture(PublishedResults? published = null, Func<CellId, bool>? finished = null) => new()
    {
        Fractions = [0.1, 1],
        Seeds = [0, 1, 2],
        Folder = _folder,
        ImageSide = 32,
        Published = published,
        Finished = finished ?? (_ => true),
    };

    // What a reader sees, white space collapsed.
    private static string Text(string html)
    {
        html = Regex.Replace(html, "<style>.*?</style>|<svg.*?</svg>|<head>.*?</head>", " ", RegexOptions.Singleline);
        html = Regex.Replace(html, "</?(?:b|strong|em|a|code)(?: [^>]*)?>", "");
        return Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", " ")), @"[\s\u00a0]+", " ").Trim();
    }
}
