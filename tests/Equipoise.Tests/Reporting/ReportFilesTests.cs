using System.Globalization;
using System.Xml.Linq;
using Equipoise.Evaluation;
using Equipoise.Reporting;
using Equipoise.Studies;

namespace Equipoise.Tests.Reporting;

public sealed class ReportFilesTests
{
    private const string Hostile = "<script>alert('x')</script>, \"&]]>|\u0001";

    private static readonly StudyFixture Small = new() { Fractions = [0.1, 1], Seeds = [0, 1, 2] };

    public static TheoryData<string> FigureNames => [.. ReportFigures.Names];

    [Theory, MemberData(nameof(FigureNames))]
    public void Draw_EveryFigure_IsValidSvgWithTextAndNumbers(string name)
    {
        foreach (var classes in (string[][])[["normal", "focal", "diffuse"], ["a", Hostile]])
            foreach (var figure in ReportFigures.Draw(name, new StudyFixture { Classes = classes, Fractions = [0.1, 1], Seeds = [0, 1] }.Build()))
            {
                var svg = XDocument.Parse(figure.Svg).Root!;
                Assert.Equal("svg", svg.Name.LocalName);
                Assert.NotEmpty(svg.Elements().Single(e => e.Name.LocalName == "desc").Value);
                Assert.DoesNotContain("NaN", figure.Svg);
                Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "image" or "foreignObject");
                var rows = CsvReader.Read(figure.Csv);
                Assert.True(rows.Count > 1);
                Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
                Assert.Equal(Words.FileName(figure.Name), figure.Name);
            }
    }

    [Fact]
    public void Of_Confusion_EveryTestImageOfEverySeedOnce()
    {
        var result = new StudyFixture { Fractions = [1], Seeds = [0, 1] }.Build();
        var table = ReportTables.Of("confusion", result)!;
        Assert.Equal(9, table.Rows.Count);
        var cells = result.CellsOf("flips", 1);
        var own = table.Rows.Where(r => (string)r[0]! == "flips").ToList();
        Assert.Equal(cells.Sum(c => c.Scores.Count), own.Sum(r => r.Skip(3).Cast<int>().Sum()));
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(cells.Sum(c => c.Scores.Count(s => s.Label == k)), own[k].Skip(3).Cast<int>().Sum());
            Assert.Equal(cells.Sum(c => c.Scores.Count(s => s.Label == k && s.Scores.Max() == s.Scores[k])), own[k][3 + k]);
        }
    }

    // Distances in the features of several classifiers have no common unit; shares have.
    [Fact]
    public void Of_Generators_FeaturesOfEachSeedsOwn_NoMeanOfDistances()
    {
        var result = new StudyFixture { Fractions = [1], Seeds = [0, 1] }.Build();
        var evaluation = new EvaluationFixture().Build();
        evaluation = evaluation with { Rows = [.. evaluation.Rows, EvaluationFixture.Row(null, "coverage", Best.High, 0.4, (0.3, 0.5), 0.9)] };
        StudyResult Seen(Func<int, string> features) => result with
        {
            Cells =
            [
                .. result.Cells.Select(c => c.Synthetic
                    ? c with { Evaluation = new EvaluatedSet(evaluation with { Features = features(c.Id.Seed) }, []) } : c),
            ],
        };
        object? Of(StudyResult study, string column)
        {
            var table = ReportTables.Of("generators", study);
            return Assert.Single(table.Rows, r => (string)r[0]! == "dcgan")[table.Header.ToList().IndexOf(column)];
        }
        var (alike, own) = (Seen(_ => "radiomics"), Seen(seed => $"classifier {seed}"));
        Assert.IsType<double>(Of(alike, "frechet"));
        Assert.Null(Of(own, "frechet"));
        Assert.Equal((0.4, 0.4), (Of(alike, "coverage"), Of(own, "coverage")));
        Assert.Equal(("radiomics", "classifier"), (Of(alike, "features"), Of(own, "features")));
        Assert.IsType<int>(Of(alike, "real"));
    }

    [Fact]
    public void Draw_AllFigures_HaveNamesAndIdentifiersOfTheirOwn()
    {
        var figures = ReportFigures.DrawAll(Small.Build()).ToList();
        Assert.Equal(2 * 4 + 2, figures.Count);
        Assert.Equal(figures.Count, figures.DistinctBy(f => f.Name).Count());
        var ids = figures.SelectMany(f => XDocument.Parse(f.Svg).Descendants().Attributes("id")).Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Draw_FifteenArms_KeepsTextInsideTheDrawing()
    {
        var result = new StudyFixture { Arms = ["none", "flips", "oversampling", "class-weights", "focal-loss", "mixup", "smote", .. StudyFixture.Gans], Seeds = [0, 1] }.Build();
        foreach (var figure in ReportFigures.DrawAll(result))
        {
            var svg = XDocument.Parse(figure.Svg).Root!;
            var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            foreach (var text in svg.Descendants().Where(e => e.Name.LocalName == "text" && e.Attribute("transform") is null))
            {
                var width = Equipoise.Reporting.Drawing.TextSize.Width(text.Value);
                var left = (double)text.Attribute("x")! - ((string?)text.Attribute("text-anchor") switch { "end" => width, "middle" => width / 2, _ => 0 });
                Assert.InRange(left, -1, box[2]);
                Assert.InRange(left + width, 0, box[2] + 12);
                Assert.InRange((double)text.Attribute("y")!, 0, box[3]);
            }
        }
    }

    [Fact]
    public void Draw_AucWithOneArmMissing_SaysSo()
    {
        var result = new StudyFixture { Finished = c => c.Arm != "dcgan" || c.Fraction < 1 }.Build();
        var svg = XDocument.Parse(Assert.Single(ReportFigures.Draw("auc", result)).Svg);
        Assert.Single(svg.Descendants(), e => e.Name.LocalName == "text" && e.Value == "not finished");
    }

    [Fact]
    public void DrawAll_NothingFinished_DrawsNothing() =>
        Assert.Empty(ReportFigures.DrawAll(new StudyFixture { Finished = _ => false }.Build()));

    [Fact]
    public void ResultsCsv_TwoEqualStudiesOfOtherSpeed_GivesEqualBytes()
    {
        var one = Small.Build();
        var slower = one with { Cells = [.. one.Cells.Select(c => c with { Seconds = c.Seconds.ToDictionary(s => s.Key, s => 3 * s.Value) })], Folder = "/elsewhere" };
        Assert.Equal(ResultsCsv.Write(one), ResultsCsv.Write(slower));
        var rows = CsvReader.Read(ResultsCsv.Write(one));
        Assert.Equal(one.Cells.Count + 1, rows.Count);
        var cell = one.Cells[^1];
        var row = rows[0].Zip(rows[^1]).ToDictionary(p => p.First, p => p.Second);
        Assert.Equal(cell.MacroAuc, double.Parse(row["macro_auc"], CultureInfo.InvariantCulture));
        Assert.Equal(cell.AucPerClass[2], double.Parse(row["auc:diffuse"], CultureInfo.InvariantCulture));
        Assert.Equal(cell.SyntheticPerClass[2].ToString(CultureInfo.InvariantCulture), row["synthetic:diffuse"]);
    }

    [Fact]
    public void ReportTables_All_ParseWithHostileNames()
    {
        foreach (var table in ReportTables.All(new StudyFixture { Classes = ["a", Hostile], Fractions = [1] }.Build()))
        {
            var rows = CsvReader.Read(table.ToCsv());
            Assert.Equal(table.Rows.Count + 1, rows.Count);
            Assert.All(rows, r => Assert.Equal(table.Header.Count, r.Length));
        }
    }

    [Fact]
    public void MarkdownReport_HostileNames_StayText()
    {
        var markdown = MarkdownReport.Write(new StudyFixture { Classes = ["a", Hostile], Fractions = [1] }.Build(), []);
        Assert.DoesNotContain("<script", markdown);
        Assert.Contains("**dcgan** (1\u00a0seed)", markdown);
        var rows = markdown.Split('\n').SkipWhile(l => l != "## AUC of each class against the rest").Where(l => l.StartsWith('|')).Take(5).ToList();
        Assert.Equal(5, rows.Count);
        Assert.All(rows, r => Assert.Equal(6, r.Replace("\\|", "").Count(c => c == '|')));
    }

    [Fact]
    public void Write_AStudy_LeavesEveryFile()
    {
        var folder = Directory.CreateTempSubdirectory("equipoise-report").FullName;
        try
        {
            ReportFiles.Write(Small.Build(), folder);
            Assert.Equal(
                ["auc-per-class.csv", "auc.csv", "class-counts.csv", "comparisons.csv", "confusion.csv", "delong.csv", "generators.csv", "parts.csv", "scores.csv", "timings.csv"],
                Directory.GetFiles(Path.Combine(folder, "tables")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal(20, Directory.GetFiles(Path.Combine(folder, "figures")).Length);
            Assert.True(File.Exists(Path.Combine(folder, "results.csv")) && File.Exists(Path.Combine(folder, "report.md")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("Covid 19 <b>", "covid-19-b")]
    [InlineData("roc-0.05", "roc-0.05")]
    [InlineData("é", "unnamed")]
    public void FileName_AnyText_IsSafe(string text, string expected) => Assert.Equal(expected, Words.FileName(text));
}
