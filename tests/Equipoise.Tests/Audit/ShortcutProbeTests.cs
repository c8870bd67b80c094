using System.Text.Json;
using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Audit;

public class ShortcutProbeTests
{
    [Fact]
    public void Run_PhantomsWithoutAShortcut_WarnsOfNoAcquisition()
    {
        var report = MeasuredPhantoms.WithoutShortcut.Probe();

        Assert.Empty(report.Notes);
        Assert.Equal(ShortcutFeatures.Families.Select(f => f.Entry.Name), report.Findings.Select(f => f.Family));
        Assert.All(report.Findings.Where(f => f.Kind == ShortcutKind.Acquisition), f => Assert.Equal(ShortcutLevel.None, f.Level));
    }

    [Fact]
    public void Run_FeaturesThatNeverVary_AreExactlyChance() => Assert.All(
        MeasuredPhantoms.WithoutShortcut.Probe().Findings.Where(f => f.Family is "size" or "jpeg" or "file-format" or "file-size"), f =>
        {
            Assert.All(f.PerClass, c => Assert.Equal(0.5, c.Auc));
            Assert.StartsWith("Nothing is told by", f.Sentence);
        });

    [Theory]
    [InlineData(PhantomShortcut.Marker, "corners")]
    [InlineData(PhantomShortcut.Border, "border")]
    [InlineData(PhantomShortcut.Brightness, "border")]
    public void Run_APlantedShortcut_IsFoundByItsFamily(PhantomShortcut shortcut, string family)
    {
        var finding = new MeasuredPhantoms(shortcut).Probe().Findings.Single(f => f.Family == family);

        Assert.Equal(ShortcutLevel.Strong, finding.Level);
        Assert.Equal("diffuse", finding.PerClass.MaxBy(c => c.Auc)!.Class);
        Assert.StartsWith("Class diffuse can be told from", finding.Sentence);
        Assert.EndsWith("a classifier may learn where an image comes from instead of what it shows.", finding.Sentence);
    }

    [Fact]
    public void Run_AMarker_LeavesTheBorderUnsuspected() => Assert.Equal(
        ShortcutLevel.None, new MeasuredPhantoms(PhantomShortcut.Marker).Probe().Findings.Single(f => f.Family == "border").Level);

    [Fact]
    public void Run_DiseaseThroughoutTheLungs_IsAnAppearanceThatMayBeTheDisease()
    {
        var finding = MeasuredPhantoms.WithoutShortcut.Probe().Findings.Single(f => f.Family == "sharpness");

        Assert.Equal(ShortcutLevel.Strong, finding.Level);
        Assert.Contains("may be the disease itself", finding.Sentence);
    }

    [Fact]
    public void Run_LabelsDealtByChance_HardlyEverWarns()
    {
        var phantoms = MeasuredPhantoms.WithoutShortcut;
        var warned = 0;
        for (ulong repetition = 0; repetition < 10; repetition++)
        {
            var labels = phantoms.Labels.ToArray();
            new Seed(repetition).For("labels").Random().Permute(labels);
            var report = ShortcutProbe.Run(phantoms.Features, labels, [.. labels.Select((_, i) => i)], MeasuredPhantoms.ClassNames, new Seed(repetition));
            warned += report.Findings.Any(f => f.Level != ShortcutLevel.None) ? 1 : 0;
            // The two frequent classes; the rare one has 20 images.
            Assert.All(report.Findings.SelectMany(f => f.PerClass.Take(2)), c => Assert.InRange(c.Auc!.Value, 0.33, 0.67));
        }
        Assert.Equal(0, warned);
    }

    [Fact]
    public void Run_TwoTimesOrWithUnreadableImages_IsTheSameOrLeavesThemOut()
    {
        var phantoms = MeasuredPhantoms.WithoutShortcut;
        Assert.Equal(Json.Write(phantoms.Probe()), Json.Write(phantoms.Probe()));

        var empty = new ShortcutFeatures(4);
        Assert.Contains("Fewer than two classes", Assert.Single(ShortcutProbe.Run(empty, [0, 0, 1, 1], [1, 2, 3, 4], ["a", "b"], new Seed(0)).Notes));
    }

    [Fact]
    public void Run_AClassOfTwoPatients_IsNotProbedAndTheReportSaysSo()
    {
        var phantoms = MeasuredPhantoms.WithoutShortcut;
        var diffuse = phantoms.Patients.Where((_, i) => phantoms.Labels[i] == 2).Distinct().Take(2).ToArray();
        int[] labels = [.. phantoms.Labels.Select((l, i) => l == 2 && !diffuse.Contains(phantoms.Patients[i]) ? 0 : l)];
        var report = ShortcutProbe.Run(phantoms.Features, labels, phantoms.Patients, MeasuredPhantoms.ClassNames, new Seed(0));

        Assert.Equal("Class diffuse has images of 2 patients or groups; at least 3 are needed to probe it.", Assert.Single(report.Notes));
        Assert.All(report.Findings, f => Assert.Null(f.PerClass[2].Auc));
        Assert.All(report.Findings, f => Assert.NotNull(f.MacroAuc));
    }

    [Fact]
    public void Json_OfAReport_ReadsBack()
    {
        var report = MeasuredPhantoms.WithoutShortcut.Probe();
        var text = Json.Write(report);

        Assert.Contains("\"kind\": \"acquisition\"", text);
        Assert.DoesNotContain("NaN", text);
        Assert.Equal(text, Json.Write(JsonSerializer.Deserialize<ShortcutReport>(text, Json.Options)));
    }

    [Fact]
    public void Run_CovidImagesFromAnotherArchive_AreToldByTheirSize()
    {
        var findings = OfReal("covid19-xray", keep: 4);

        Assert.Equal(ShortcutLevel.Strong, findings.Single(f => f.Family == "size").Level);
        Assert.StartsWith("Class covid can be told from the image's size alone", findings.Single(f => f.Family == "size").Sentence);
        Assert.True(findings.Single(f => f.Family == "size").PerClass[0].Auc > 0.95);
    }

    [Fact]
    public void Run_ClassesResizedInDifferentWays_AreToldByTheirSharpness() =>
        Assert.NotEqual(ShortcutLevel.None, OfReal("adult-xray", keep: 8).Single(f => f.Family == "sharpness").Level);

    // Every keep-th image of each class.
    private static IReadOnlyList<ShortcutFinding> OfReal(string name, int keep)
    {
        var source = SourceCatalog.Open(RealData.Require(name), new SourceOptions(), Silence.Instance);
        var records = source.Records.GroupBy(r => r.Label).SelectMany(c => c.Where((_, i) => i % keep == 0)).ToList();
        var features = new ShortcutFeatures(records.Count);
        Parallel.For(0, records.Count, i => features.Add(i, ProbedImage.Load(source, records[i])));
        return ShortcutProbe.Run(features, [.. records.Select(r => r.Label)], [.. records.Select(r => r.Group)], source.ClassNames, new Seed(0)).Findings;
    }
}
