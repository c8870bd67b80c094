using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using Equipoise.Tuning;

namespace Equipoise.Tests.Tuning;

public sealed class SearchSpaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_Table5_ThePapersCombinationsAndEpochs()
    {
        var space = SearchSpace.Parse(SpaceFile.Load("table5"), "improved-bagan");
        Assert.Equal(4 * 3 * 2 * 2 * 3 * 3, space.Combinations);
        Assert.Equal(
            ["learningRate", "penaltyWeight", "generatorSpectralNorm", "discriminatorSpectralNorm", "generatorActivation", "discriminatorActivation"],
            space.Dimensions.Select(d => d.Setting));
        Assert.Contains("generator.improved-bagan.epochs=50", space.Assignments("improved-bagan"));
        Assert.DoesNotContain("table5", StudyFile.Presets);
    }

    [Fact]
    public void Load_CommentsAndTrailingCommas_Allowed()
    {
        File.WriteAllText(_folder.In("space.json"), "{ // why\n \"learningRate\": [1e-4, 2e-4,], }");
        Assert.Single(SpaceFile.Load(_folder.In("space.json")));
    }

    [Theory]
    [InlineData("[1]", "is not a valid search space")]
    [InlineData("{", "is not a valid search space")]
    [InlineData("{\"beta1\":[1],\"beta1\":[2]}", "is not a valid search space")]
    public void Load_NoObject_UsageWithAnExample(string text, string what)
    {
        File.WriteAllText(_folder.In("space.json"), text);
        var e = Assert.Throws<UserException>(() => SpaceFile.Load(_folder.In("space.json")));
        Assert.Contains(what, e.What);
        Assert.Contains("For example", e.Remedy);
    }

    [Fact]
    public void Load_NeitherPresetNorFile_TheNearest() =>
        Assert.Contains("Did you mean 'table5'?", Assert.Throws<UserException>(() => SpaceFile.Load("tabel5")).Remedy);

    [Theory]
    [InlineData("{\"learningRat\":[1]}", "Did you mean 'learningRate'?")]
    [InlineData("{\"penaltyWeight\":[1]}", "unknown setting 'penaltyWeight' of dcgan")]
    [InlineData("{\"learningRate\":[]}", "'learningRate' needs a list of at least one value; received []")]
    [InlineData("{\"learningRate\":[[1]]}", "'learningRate' needs a list")]
    [InlineData("{\"learningRate\":{\"low\":2,\"high\":1}}", "low must be below high")]
    [InlineData("{\"learningRate\":{\"low\":0,\"high\":1,\"scale\":\"log\"}}", "above 0 on a log scale")]
    [InlineData("{\"learningRate\":{\"low\":0}}", "high")]
    [InlineData("{\"learningRate\":{\"low\":0,\"high\":1,\"step\":1}}", "step")]
    [InlineData("{\"latentSize\":{\"low\":0.5,\"high\":2,\"integer\":true}}", "whole numbers")]
    [InlineData("{\"learningRate\":null}", "has no value")]
    [InlineData("{\"epochs\":[1,2]}", "'epochs' must be one value")]
    public void Parse_Wrong_UsageNamingTheSetting(string space, string what)
    {
        var e = Assert.Throws<UserException>(() => Parse(space));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(what, e.What);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void Parse_SeveralProblems_AllSaid() =>
        Assert.Contains("2 problem(s)", Assert.Throws<UserException>(() => Parse("{\"learningRat\":[1],\"beta1\":[]}")).What);

    [Fact]
    public void Draw_Ranges_WithinAndOnTheirScale()
    {
        var random = new Seed(1).Random();
        var dimension = new RangeDimension("learningRate", 1e-5, 1e-1, RangeScale.Log, false);
        var drawn = Enumerable.Range(0, 4000).Select(_ => dimension.Draw(random).GetValue<double>()).ToList();
        Assert.All(drawn, d => Assert.InRange(d, 1e-5, 1e-1));
        // A quarter in each of the four powers of ten.
        for (var power = -5; power < -1; power++)
            Assert.InRange(drawn.Count(d => d >= Math.Pow(10, power) && d < Math.Pow(10, power + 1)), 900, 1100);
        var integers = new RangeDimension("latentSize", 1, 4, RangeScale.Linear, true);
        var counts = Enumerable.Range(0, 4000).GroupBy(_ => integers.Draw(random).GetValue<long>()).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal([1L, 2, 3, 4], counts.Keys.Order());
        Assert.All(counts.Values, n => Assert.InRange(n, 900, 1100));
    }

    [Fact]
    public void Of_Grid_AllCombinationsAfterTheDefaults()
    {
        var trials = Candidates(SearchMethod.Grid, null, "{\"learningRate\":[1e-3,1e-4],\"beta1\":[0,0.5,0.9]}");
        Assert.Equal(Enumerable.Range(0, 7), trials.Select(t => t.Number));
        Assert.Equal((2e-4, 0.5, false), (trials[0].Spec.LearningRate, trials[0].Spec.Beta1, trials[0].Proposed));
        Assert.Equal(
            from rate in (double[])[1e-3, 1e-4] from beta in (double[])[0, 0.5, 0.9] select (rate, beta),
            trials.Skip(1).Select(t => (t.Spec.LearningRate, t.Spec.Beta1)));
    }

    [Fact]
    public void Of_GridWithTheDefaultsInIt_TheseOnce()
    {
        var trials = Candidates(SearchMethod.Grid, null, "{\"learningRate\":[2e-4,0.0002,1e-4]}");
        Assert.Equal([2e-4, 1e-4], trials.Select(t => t.Spec.LearningRate));
        Assert.True(trials[0].Proposed);
    }

    [Fact]
    public void Of_GridOverTable5_EveryCombination() =>
        Assert.Equal(433, Candidates(SearchMethod.Grid, null, SpaceFile.Load("table5").ToJsonString(), "improved-bagan").Count);

    [Fact]
    public void Of_GridOverARange_UsageWithTheCombinations()
    {
        var e = Assert.Throws<UserException>(() => Candidates(SearchMethod.Grid, null, "{\"beta1\":[0,0.5,0.9],\"learningRate\":{\"low\":1,\"high\":2}}"));
        Assert.Contains("'learningRate' has a range; the lists alone give 3", e.What);
        Assert.Contains("random", e.Remedy);
    }

    [Fact]
    public void Of_Random_RepeatsPerSeedWithoutRepeatingACandidate()
    {
        const string Space = "{\"learningRate\":{\"low\":1e-5,\"high\":1e-2,\"scale\":\"log\"},\"beta1\":[0,0.5,0.9]}";
        string[] Of(ulong seed) => [.. Candidates(SearchMethod.Random, 30, Space, seed: seed).Select(t => t.Settings.ToJsonString())];
        Assert.Equal(Of(1), Of(1));
        Assert.Equal(31, Of(1).Distinct().Count());
        Assert.True(Of(1).Intersect(Of(2)).Count() < 5);
    }

    [Fact]
    public void Of_MoreThanThereAre_UsageWithTheirNumber()
    {
        Assert.Equal(4, Candidates(SearchMethod.Random, 3, "{\"beta1\":[0,0.1,0.2]}").Count);
        var e = Assert.Throws<UserException>(() => Candidates(SearchMethod.Random, 4, "{\"beta1\":[0,0.1,0.2]}"));
        Assert.Contains("4 different candidates; the space gave 3", e.What);
        Assert.Contains("grid", e.Remedy);
    }

    [Fact]
    public void Of_ValuesTheGanCannotTake_AllSaidBeforeAnyTraining()
    {
        var e = Assert.Throws<UserException>(() => Candidates(
            SearchMethod.Grid, null, "{\"learningRate\":[-1,1e-4],\"maxWidth\":[100,128],\"generatorActivation\":[\"relu\",\"tanh\"]}"));
        Assert.Contains("learningRate must be above 0; received -1", e.What);
        Assert.Contains("maxWidth must be a power of two", e.What);
        Assert.Contains("generatorActivation", e.What);
    }

    private static SearchSpace Parse(string space, string gan = "dcgan") => SearchSpace.Parse(JsonNode.Parse(space)!.AsObject(), gan);

    private static IReadOnlyList<Trial> Candidates(SearchMethod method, int? trials, string space, string gan = "dcgan", ulong seed = 0) =>
        Equipoise.Tuning.Candidates.Of(
            Parse(space, gan), new TuneSettings { Gan = gan, Method = method, Trials = trials }, GeneratorFolder.Settings(GeneratorCatalog.Resolve(gan, [])), new Seed(seed));
}
