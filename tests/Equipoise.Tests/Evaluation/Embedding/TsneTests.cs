using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Embedding;

public class TsneTests
{
    private static readonly TsneSettings Short = new() { Iterations = 60, EarlyIterations = 20 };

    public static TheoryData<int> Cases => [0, 1, 2];

    // Like with like: the divergence that each minimises, and the one over all pairs; few points against scikit-learn's exact
    // method, for ours is exact there too, and more against Barnes-Hut. The methods end in minima up to a tenth apart.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_FormulaFeatures_DivergenceAtMostScikitLearns(int number)
    {
        var reference = ReferenceNumbers.Read("tsne.json")["fits"]![number]!;
        var features = Maps.Waves(
            reference["rows"]!.GetValue<int>(), reference["columns"]!.GetValue<int>(), reference["clusters"]!.GetValue<int>(), reference["spread"]!.GetValue<double>());
        var perplexity = reference["perplexity"]!.GetValue<double>();
        using var x = tensor(features);
        var result = Fit(x, new TsneSettings { Perplexity = perplexity });
        var all = new Gradient(Maps.AllPairs(features, perplexity), new ExactRepulsion(), features.GetLength(0));
        var exact = all.Divergence(Maps.Plane(result.Coordinates));
        double Theirs(string which) => reference[features.GetLength(0) < 500 ? "allPairs" : "barnesHut"]![which]!.GetValue<double>();
        TestContext.Current.SendDiagnosticMessage($"own {result.Divergence} / {Theirs("own")}, exact {exact} / {Theirs("exact")}");
        Assert.InRange(result.Divergence, 0, 1.02 * Theirs("own"));
        Assert.InRange(exact, 0, 1.02 * Theirs("exact"));
    }

    [Fact]
    public void Fit_SeparateClusters_NearestOfTheirOwn()
    {
        using var features = Maps.Gaussians(400, 60, 2, clusters: 4, distance: 12);
        var map = Fit(features, new TsneSettings { Iterations = 500 }).Coordinates;
        var nearest = NearestNeighbours.Find(map, 10, TestContext.Current.CancellationToken);
        var own = Enumerable.Range(0, 4000).Count(e => nearest.Indices[e] % 4 == e / 10 % 4);
        Assert.Equal(4000, own);
    }

    [Fact]
    public void Fit_SameSeed_SameMapAndOtherSeedAnother()
    {
        using var features = Maps.Gaussians(700, 5, 3);
        var first = Fit(features, Short, 1).Coordinates;
        Assert.Equal(first, Fit(features, Short, 1).Coordinates);
        Assert.NotEqual(first, Fit(features, Short, 2).Coordinates);
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(3, 7)]
    [InlineData(5, 7)]
    [InlineData(5, 1)]
    [InlineData(40, 1)]
    [InlineData(20, 90)]
    public void Fit_FewPointsOrColumns_FiniteAndApart(int points, int columns)
    {
        using var features = Maps.Gaussians(points, columns, 5);
        var result = Fit(features, new TsneSettings());
        AssertFinite(result);
        Assert.Equal(Math.Max(1, (points - 1) / 3.0), result.Perplexity, 1e-12);
        var apart = NearestNeighbours.Find(result.Coordinates, 1, TestContext.Current.CancellationToken).Squared;
        Assert.All(apart, d => Assert.True(d > 1e-8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-1e300)]
    public void Fit_AllEqual_Finite(double value)
    {
        using var features = full(25, 3, value, float64);
        AssertFinite(Fit(features, new TsneSettings()));
    }

    [Fact]
    public void Fit_OneColumn_SecondDirectionIsUsed()
    {
        using var features = arange(100, float32).reshape(100, 1);
        var map = Fit(features, new TsneSettings { Perplexity = 10 }).Coordinates;
        Assert.True(Enumerable.Range(0, 100).Max(i => map[i, 1]) - Enumerable.Range(0, 100).Min(i => map[i, 1]) > 1);
    }

    // Powers of two scale features without rounding.
    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e300)]
    public void Fit_AnyScale_SameNeighbourhoods(double scale)
    {
        scale = Math.ScaleB(1, Math.ILogB(scale));
        using var features = Maps.Gaussians(60, 4, 6).to(float64);
        using var scaled = features * scale;
        Assert.Equal(Fit(features, Short).Coordinates, Fit(scaled, Short).Coordinates);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Fit_NotFinite_RefusedWithTheRow(double value)
    {
        using var features = Maps.Gaussians(30, 4, 6);
        features[17, 2] = value;
        var error = Assert.Throws<UserException>(() => Fit(features, Short));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains("1 of 30 points are NaN or infinite, first of point 17", error.Message);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(6, 0)]
    public void Fit_TooFew_Refused(int points, int columns)
    {
        using var features = zeros(points, columns);
        Assert.Contains($"received {points} with {columns}", Assert.Throws<UserException>(() => Fit(features, Short)).Message);
    }

    [Fact]
    public void Fit_WrongSettings_AllToldAtOnce()
    {
        using var features = Maps.Gaussians(30, 4, 6);
        var wrong = new TsneSettings
        {
            Perplexity = double.NaN,
            Iterations = 0,
            EarlyIterations = 5,
            EarlyExaggeration = 0,
            LearningRate = -1,
            EarlyMomentum = 1,
            Momentum = -0.1,
            Components = 1,
        };
        var error = Assert.Throws<UserException>(() => Fit(features, wrong));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Equal(8, error.Message.Split('\n').Length);
        Assert.Empty(new TsneSettings().Problems());
    }

    [Fact]
    public void Fit_PerplexityTooHigh_LoweredWithAWarning()
    {
        using var features = Maps.Gaussians(31, 4, 6);
        var listener = new Listener();
        Assert.Equal(10, Tsne.Fit(features, Short, new Seed(1), listener, default).Perplexity);
        Assert.Equal(["A perplexity of 30 is too much for 31 points; t-SNE uses 10."], listener.Warnings);
        Tsne.Fit(features, Short with { Perplexity = 10 }, new Seed(1), listener, default);
        Assert.Single(listener.Warnings);
    }

    [Fact]
    public void Fit_CancelledOnTheWay_Stops()
    {
        using var features = Maps.Gaussians(50, 4, 6);
        using var stop = new CancellationTokenSource();
        var listener = new Listener { Reported = stop.Cancel };
        Assert.Throws<OperationCanceledException>(() => Tsne.Fit(features, new TsneSettings(), new Seed(1), listener, stop.Token));
        Assert.Equal([50], listener.Steps);
    }

    [Fact]
    public void Fit_StepsTooLong_Finite()
    {
        using var features = Maps.Gaussians(50, 4, 6);
        AssertFinite(Fit(features, Short with { LearningRate = 1e6, EarlyExaggeration = 1000 }));
    }

    [Fact]
    public void Fit_AnyFeatures_LeavesNoTensor()
    {
        using var features = Maps.Gaussians(50, 60, 6);
        Fit(features, Short);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Fit(features, Short);
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static TsneResult Fit(Tensor features, TsneSettings settings, ulong seed = 1) =>
        Tsne.Fit(features, settings, new Seed(seed), Silence.Instance, TestContext.Current.CancellationToken);

    private static void AssertFinite(TsneResult result)
    {
        Assert.True(double.IsFinite(result.Divergence));
        Assert.All(result.Coordinates.Cast<float>(), c => Assert.True(float.IsFinite(c)));
    }

    private sealed class Listener : IRunProgress, IStage
    {
        public List<string> Warnings { get; } = [];

        public List<long> Steps { get; } = [];

        public Action Reported { get; init; } = () => { };

        public IStage Begin(string name, long total) => this;

        public void Warn(string message) => Warnings.Add(message);

        public void Say(string message)
        {
        }

        public void Report(long done, string? detail = null)
        {
            Steps.Add(done);
            Reported();
        }

        public void Dispose()
        {
        }
    }
}
