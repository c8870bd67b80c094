using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Tests.Studies;

public class StudyFileTests
{
    [Fact]
    public void Load_EveryPreset_Resolves() => Assert.All(StudyFile.Presets, p => Assert.NotEmpty(StudyFile.Load(p, ["data=\"x\""]).Arms));

    [Fact]
    public void Parse_Resolved_ParsesToItself()
    {
        var spec = StudyFile.Load("covid19", ["data=x", "generator.epochs=20"]);
        var again = StudyFile.Parse(Json.Write(spec), "itself", []);
        Assert.Equal(Json.Write(spec), Json.Write(again));
        Assert.Equal(20, again.Generator["dcgan"]!["epochs"]!.GetValue<int>());
    }

    [Fact]
    public void Parse_SetOnAResolvedStudy_TheLastWordCounts()
    {
        var spec = StudyFile.Load("phantom", []);
        Assert.Equal(3, StudyFile.Parse(Json.Write(spec), "itself", ["generator.epochs=3"]).Generator["dcgan"]!["epochs"]!.GetValue<int>());
    }

    [Fact]
    public void Parse_CommentsAndTrailingCommas_Allowed() => Assert.Equal("n", StudyFile.Parse("""
        {
          // why
          "name": "n", "data": "x",
          "fractions": [1,],
        }
        """, "test", []).Name);

    [Theory]
    [InlineData("{\n \"data\": \"x\",\n \"fracions\": [1]\n}", "test, line 3: Unknown setting 'fracions'", "Did you mean 'fractions'?")]
    [InlineData("{\"data\": \"x\", \"classifier\": {\"epoch\": 1}}", "classifier.epoch'", "Did you mean 'epochs'?")]
    [InlineData("{\"data\": \"x\", \"generator\": {\"epoch\": 1}}", "generator.epoch'", "Did you mean 'epochs'?")]
    public void Parse_UnknownKey_LineAndNearest(string text, string what, string remedy)
    {
        var e = Assert.Throws<UserException>(() => StudyFile.Parse(text, "test", []));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(what, e.What);
        Assert.Contains(remedy, e.Remedy);
    }

    [Theory]
    [InlineData("{", "not a valid study file")]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"data\": \"x\", \"resolution\": \"big\"}", "resolution")]
    [InlineData("{\"data\": \"x\", \"arms\": [\"dcgam\"]}", "Did you mean 'dcgan'?")]
    [InlineData("{\"data\": \"x\", \"fractions\": [0]}", "fractions must lie above 0")]
    [InlineData("{\"data\": \"x\", \"resolution\": 100, \"channels\": 2, \"seeds\": [1,1], \"classifier\": {\"epochs\": 0}}", "4 problem(s)")]
    [InlineData("{}", "no source of images")]
    [InlineData("{\"data\": \"x\", \"arms\": null}", "'arms' is of the wrong kind")]
    [InlineData("{\"data\": \"x\", \"classifier\": null}", "'classifier' is of the wrong kind")]
    [InlineData("{\"data\": \"x\", \"seeds\": [\"a\"]}", "is of the wrong kind")]
    [InlineData("{\"data\": \"x\", \"data\": \"y\"}", "not a valid study file")]
    [InlineData("{\"data\": \"x\", \"generator\": {\"dcgan\": 5}}", "must be an object")]
    public void Parse_BadValue_UsageThatNamesIt(string text, string what)
    {
        var e = Assert.Throws<UserException>(() => StudyFile.Parse(text, "test", []));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(what, e.Message);
    }

    [Theory]
    [InlineData("epochs", "path=value")]
    [InlineData("arms=null", "null is no value")]
    [InlineData("classifier.epocs=3", "Did you mean 'epochs'?")]
    [InlineData("resolution.side=3", "has no setting 'side'")]
    public void Parse_BadAssignment_UsageWithHint(string set, string hint) =>
        Assert.Contains(hint, Assert.Throws<UserException>(() => StudyFile.Load("phantom", [set])).Message);

    [Fact]
    public void Load_UnknownPreset_Suggests() => Assert.Contains("Did you mean 'covid19'?", Assert.Throws<UserException>(() => StudyFile.Load("covid", [])).Remedy);

    [Fact]
    public void Published_Covid19_TableOne()
    {
        var published = StudyFile.Load("covid19", ["data=x"]).Published!;
        Assert.Equal(0.4873, published.For("none", 0.05));
        Assert.Equal(0.85032, published.For("dcgan", 0.1));
        Assert.Null(published.For("dcgan", 0.2));
    }

    // Tables 3 and 4.
    [Theory]
    [InlineData("covid19", "Covid", 116, 13, 258.323)]
    [InlineData("rsna", "opacity", 859, 96, 207.84)]
    public void Published_ImagesAndEpochs_AsInTheTables(string preset, string className, int train, int validation, double frechet)
    {
        var published = StudyFile.Load(preset, ["data=x"]).Published!;
        Assert.Equal((train, validation), (published.ImagesOf("train", className), published.ImagesOf("validation", className)));
        Assert.Null(published.ImagesOf("test", className));
        Assert.Null(published.ImagesOf("train", "other"));
        Assert.Equal(frechet, published.FrechetByEpochsFor("improved-bagan", 1)[50]);
        Assert.Empty(published.FrechetByEpochsFor("improved-bagan", 0.5));
    }
}
