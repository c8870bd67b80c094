using System.Text.RegularExpressions;
using System.Xml.Linq;
using Equipoise.Evaluation;
using Equipoise.Reporting;
using Equipoise.Reporting.Drawing;
using Equipoise.Tests.Support;
using Equipoise.Tuning;
using Equipoise.Web;

namespace Equipoise.Tests.Reporting;

public class HtmlTuningTests
{
    private const string Hostile = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task RenderAsync_AResult_AsksNothingOfTheNetworkAndIsInOrder(bool asha, bool fractions)
    {
        var html = await HtmlTuning.RenderAsync(new TuneFixture { Asha = asha, WithFractions = fractions }.Build());
        PageRules.AsksNothingOfTheNetwork(html);
        PageRules.IsInOrder(html);
        PageRules.HasNamesOfPictures(html);
        Assert.DoesNotContain("<script", html);
        Assert.Equal(fractions, html.Contains("id=\"fractions\""));
    }

    [Fact]
    public async Task RenderAsync_AResult_AnswersFirstWithACaution()
    {
        var html = await HtmlTuning.RenderAsync(new TuneFixture().Build());
        var answer = Section(html, "answer");
        Assert.Contains("kernel 0.067 against 0.107 with the defaults (lower is better)", answer);
        Assert.Contains("The best of 12&#xA0;trials looks better than it is", answer);
        Assert.Contains("equipoise study run best.json", answer);
        Assert.Equal(12, Regex.Count(Section(html, "trials"), "<th scope=\"row\">"));
        Assert.Contains("Training diverged", Section(html, "trials"));
        Assert.Contains("By chance", Section(html, "importance"));
    }

    [Fact]
    public async Task RenderAsync_MeasuredAtTheEndOnly_NoCurves()
    {
        var result = new TuneFixture().Build();
        Assert.Contains("#learning", await HtmlTuning.RenderAsync(result));
        var html = await HtmlTuning.RenderAsync(result with { Trials = [.. result.Trials.Select(t => t with { Curve = [t.Curve[^1]] })] });
        Assert.DoesNotContain("#learning", html);
        Assert.DoesNotContain("id=\"learning\"", html);
        PageRules.IsInOrder(html);
    }

    [Fact]
    public async Task RenderAsync_HostileNames_Escaped()
    {
        var html = await HtmlTuning.RenderAsync(new TuneFixture { Data = Hostile }.Build());
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.Contains("&lt;script&gt;", html);
    }

    // The paper's Table 4 beside ours.
    [Fact]
    public async Task RenderAsync_DistancesOfAPublishedStudy_BesideOurs()
    {
        var result = new TuneFixture { WithFractions = true, Objective = "frechet", Preset = "covid19" }.Build();
        var section = Section(await HtmlTuning.RenderAsync(result), "fractions");
        Assert.All(["298.8", "277.3", "258.3", "243.4"], value => Assert.Contains(value, section));
        Assert.Contains("Tables 1 to 4. They are of Inception", section);
        Assert.Equal(1, Regex.Count(section, ">published<"));
        Assert.Contains("1,400,15,", TuneTables.Curves(result));
        Assert.Contains(",298.774", TuneTables.Curves(result));
        Assert.DoesNotContain("published", Section(await HtmlTuning.RenderAsync(new TuneFixture { WithFractions = true, Preset = "covid19" }.Build()), "fractions"));
    }

    [Fact]
    public void Lead_DefaultsBestOrNothingFinished_SaysSo()
    {
        var result = new TuneFixture().Build();
        Assert.StartsWith("No trial was better than the defaults", TuneFindings.Lead(result with { Trials = [result.Trials[0], result.Trials[11]] }));
        Assert.StartsWith("No trial came to its end", TuneFindings.Lead(result with { Trials = [result.Trials[7]] }));
        Assert.StartsWith("With the defaults", TuneFindings.Lead(result with { Trials = [result.Trials[0]] }));
        Assert.Null(TuneFindings.Caution(1));
    }

    [Theory]
    [InlineData(Best.Low)]
    [InlineData(Best.High)]
    [InlineData(Best.One)]
    public void Parallel_ATrialEach_ALineFromTheFirstAxisToTheLast(Best best)
    {
        var result = new TuneFixture { Best = best }.Build();
        var svg = XElement.Parse(TuneFigures.Parallel(result)!.Svg);
        var lines = svg.Descendants().Where(e => e.Name.LocalName == "path").Select(e => (string)e.Attribute("d")!).ToList();
        // Three settings and the objective; the trial that failed has no objective.
        Assert.Equal(result.Trials.Count, lines.Count);
        Assert.Equal(1, lines.Count(l => l.Count(c => c is 'M' or 'L') == 3));
        Assert.Equal(result.Trials.Count - 1, lines.Count(l => l.Count(c => c is 'M' or 'L') == 4));
        Assert.Contains("12\u00a0trials", svg.Elements().First(e => e.Name.LocalName == "desc").Value);
        Assert.NotEmpty(SvgRaster.Png(svg.ToString(), 1));
    }

    // What few images come to lies far above what all of them do, and is to be seen.
    [Theory]
    [InlineData(900, 450, false)]
    [InlineData(9000, 450, true)]
    public void Fractions_FarFromTheDefaults_WithinThePanel(double few, double all, bool log)
    {
        var result = new TuneFixture { WithFractions = true }.Build();
        FractionCurve Curve(double fraction, double end) => new(fraction, 10, [new(10, 2 * end), new(20, end)], null);
        var figure = TuneFigures.Fractions(result with
        {
            Trials = [result.Trials[0] with { Curve = [new(20, all)], PerSeed = [all], State = TrialState.Finished }],
            Curves = [Curve(0.1, few), Curve(1, all)],
        })!;
        Assert.Equal(log, figure.Caption.Contains("logarithmic"));
        Assert.DoesNotContain("beyond an edge", figure.Caption);
    }

    [Fact]
    public void Learning_BestTrial_NamedWithItsValuesInWords()
    {
        var figure = TuneFigures.Learning(new TuneFixture().Build())!;
        Assert.Contains("best, trial 4: epoch 5 0.200, epoch 10 0.100, epoch 15 0.067.", XElement.Parse(figure.Svg).Elements().First(e => e.Name.LocalName == "desc").Value);
        Assert.StartsWith("trial,epoch,value\n0,5,0.32\n", figure.Csv);
    }

    private static string Section(string html, string id) => Regex.Match(html, $"<section id=\"{id}\".*?</section>", RegexOptions.Singleline).Value;
}
