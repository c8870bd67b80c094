using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Imaging;
using Equipoise.Networks;
using Equipoise.Synthesis;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Generators;

[Collection(TrainingTests.Name)]
public sealed class GeneratorRunTests : IDisposable
{
    private static readonly Compute Machine = Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance);
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;

    public GeneratorRunTests() => _dataset = TestImages.Load(_folder, 32, 12, 5);

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Train_TwoEpochs_LogsGridsEventsAndACardThatLoads()
    {
        var card = Train("gan");
        Assert.Equal(2, File.ReadAllLines(_folder.In("gan", "losses.jsonl")).Length);
        Assert.Equal(["epoch-0001.png", "epoch-0002.png"], Directory.GetFiles(_folder.In("gan", "samples")).Select(Path.GetFileName).Order());
        Assert.NotEmpty(Directory.GetFiles(_folder.In("gan"), "events*"));
        Assert.Equal(1 + 17, File.ReadAllLines(_folder.In("gan", "trained-on.csv")).Length);
        Assert.NotNull(Provenance.Read(File.ReadAllBytes(_folder.In("gan", "samples", "epoch-0001.png"))));
        using var read = GeneratorFolder.Load(_folder.In("gan"), Machine);
        Assert.Equal((16, card.Weights, "a,b"), (read.Spec.LatentSize, read.Card.Weights, string.Join(",", read.Card.ClassNames)));
    }

    [Fact]
    public void Train_Twice_SameWeightsFile() => Assert.Equal(Train("one").Weights, Train("two").Weights);

    [Fact]
    public void Train_FromGivenWeights_OnTheCardAndInWhatWasSeen()
    {
        var first = Train("gan");
        Assert.Null(first.StartedFrom);
        File.AppendAllText(_folder.In("gan", "trained-on.csv"), "abc,patient\n");
        var seen = File.ReadAllLines(_folder.In("gan", "trained-on.csv"));
        // The folder is cleared only after the weights in it were read.
        var second = Train("gan", """{"epochs": 1}""", init: _folder.In("gan", "weights.safetensors"));
        Assert.Equal(first.Weights, second.StartedFrom);
        Assert.NotEqual(first.Weights, second.Weights);
        Assert.Equal(second.StartedFrom, GeneratorFolder.ReadCard(_folder.In("gan")).StartedFrom);
        Assert.Equal(seen, File.ReadAllLines(_folder.In("gan", "trained-on.csv")));
        Assert.NotEqual(Train("fresh", """{"epochs": 1}""").Weights, second.Weights);
    }

    [Fact]
    public void Train_FromWeightsThatDoNotFit_FolderStays()
    {
        var card = Train("gan");
        var refusal = Assert.Throws<UserException>(
            () => Train("gan", """{"latentSize": 8}""", init: _folder.In("gan", "weights.safetensors")));
        Assert.Contains("1 of another shape (main.0.weight", refusal.What);
        Assert.Equal(card.Weights, ContentHash.Of(File.ReadAllBytes(_folder.In("gan", "weights.safetensors"))).Hex);
        Assert.True(GeneratorFolder.Exists(_folder.In("gan")));
    }

    [Fact]
    public void Load_DamagedWeights_BadData()
    {
        Train("gan");
        var path = _folder.In("gan", "weights.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(() => GeneratorFolder.Load(_folder.In("gan"), Machine)).ExitCode);
        Assert.Contains("gan.json", Assert.Throws<UserException>(() => GeneratorFolder.Load(_folder.In("nothing"), Machine)).What);
    }

    [Fact]
    public void Train_LearningRateBeyondReason_DivergedExitCode() =>
        Assert.Equal(ExitCode.Diverged, Assert.Throws<DivergedException>(() => Train("gan", """{"learningRate": 1e30, "epochs": 20}""")).ExitCode);

    [Fact]
    public void Write_BalancedPlan_MarkedImagesThatTrainingAcceptsAndNothingElseDoes()
    {
        Train("gan");
        foreach (var name in new[] { "one", "two" })
            Synthesise(name, [0, 7]);
        Assert.Equal(File.ReadAllText(_folder.In("one", "manifest.csv")), File.ReadAllText(_folder.In("two", "manifest.csv")));
        Assert.Equal(7, Directory.GetFiles(_folder.In("one", "b")).Length);
        Assert.False(Directory.Exists(_folder.In("one", "a")));

        using var synthetic = SyntheticFolder.Load(_folder.In("one"), ["a", "b"], _dataset.Preprocessing);
        Assert.Equal(Enumerable.Repeat(1, 7), synthetic.Labels);
        var mixture = new TrainingMixture(_dataset.All, synthetic);
        Assert.Equal([12, 12], mixture.CountPerClass(2));
        using var mixed = mixture.Gather([18, 0, 17]);
        using var second = synthetic.Gather([1]);
        Assert.Equal(second.bytes.ToArray(), mixed.bytes[..1024].ToArray());
        Assert.Equal(TestImages.Draw(0, 32, 0), mixed.bytes[1024..2048].ToArray());

        // Moved and renamed, they are still recognised: not one of them becomes a real image.
        foreach (var (file, i) in Directory.GetFiles(_folder.In("one", "b")).Select((f, i) => (f, i)))
            File.Move(file, _folder.In("images", "b", $"{i:D8}_000.png"));
        using var reopened = TestImages.Open(_folder, 32, new SourceOptions { MaxQuarantineShare = 0.5 });
        Assert.Equal([12, 5], reopened.PerClass);
        Assert.Equal(7, reopened.Quarantine.Count(q => q.Reason.Contains("synthetic image (made by dcgan)")));
    }

    [Fact]
    public void SyntheticFolder_UnmarkedOrForeignImage_BadData()
    {
        Directory.CreateDirectory(_folder.In("x"));
        File.WriteAllBytes(_folder.In("x", "real.png"), TestImages.Png(0, 32, 1));
        Assert.Contains("mark", Assert.Throws<UserException>(() => Load()).What);
        File.WriteAllBytes(_folder.In("x", "real.png"), TestImages.Png(0, 32, 1, new Provenance("dcgan", "", "zebra", 1, 1)));
        Assert.Contains("zebra", Assert.Throws<UserException>(() => Load()).What);

        void Load() => SyntheticFolder.Load(_folder.In("x"), ["a", "b"], _dataset.Preprocessing).Dispose();
    }

    [Fact]
    public void RequireApart_TestImageTheGeneratorSaw_BadData()
    {
        Directory.CreateDirectory(_folder.In("s"));
        TrainedOn.Write(_folder.In("s"), _dataset.Select([0, 1]));
        TrainedOn.RequireApart(_folder.In("s"), Silence.Instance, _dataset.Select([2, 3]));
        Assert.Equal(ExitCode.BadData, Assert.Throws<UserException>(
            () => TrainedOn.RequireApart(_folder.In("s"), Silence.Instance, _dataset.Select([3, 1]))).ExitCode);
    }

    [Fact]
    public void RequireApart_AnotherImageOfATrainingPatient_BadData()
    {
        var patients = Directory.CreateDirectory(_folder.In("images", "a")).FullName;
        for (var i = 0; i < 2; i++)
            File.WriteAllBytes(Path.Combine(patients, $"00000042_00{i}.png"), TestImages.Png(0, 32, (ulong)(900 + i)));
        using var dataset = TestImages.Open(_folder, 32);
        int[] images = [.. Enumerable.Range(0, dataset.Records.Count).Where(i => dataset.Records[i].Patient == "00000042")];
        Directory.CreateDirectory(_folder.In("s"));
        TrainedOn.Write(_folder.In("s"), dataset.Select([images[0]]));
        Assert.Throws<UserException>(() => TrainedOn.RequireApart(_folder.In("s"), Silence.Instance, dataset.Select([images[1]])));
    }

    [Fact]
    public void Write_FewerThanBefore_NothingStaleIsLoaded()
    {
        Train("gan");
        Synthesise("s", [3, 9]);
        File.WriteAllText(_folder.In("s", "b", "mine.txt"), "kept");
        Synthesise("s", [0, 2]);
        using var set = SyntheticFolder.Load(_folder.In("s"), ["a", "b"], _dataset.Preprocessing);
        Assert.Equal([1, 1], set.Labels);
        Assert.Equal(2, Directory.GetFiles(_folder.In("s"), "*.png", SearchOption.AllDirectories).Length);
        Assert.True(File.Exists(_folder.In("s", "b", "mine.txt")));
        File.WriteAllBytes(_folder.In("s", "b", "00000.png"), TestImages.Png(1, 32, 1, new Provenance("dcgan", "", "b", 1, 1)));
        Assert.Contains("is not the image", Assert.Throws<UserException>(
            () => SyntheticFolder.Load(_folder.In("s"), ["a", "b"], _dataset.Preprocessing).Dispose()).What);
    }

    [Fact]
    public void Train_FolderWithOtherFiles_TheyStay()
    {
        Directory.CreateDirectory(_folder.In("gan", "samples"));
        File.WriteAllText(_folder.In("gan", "thesis.tex"), "");
        File.WriteAllText(_folder.In("gan", "samples", "epoch-0009.png"), "");
        Train("gan");
        Assert.True(File.Exists(_folder.In("gan", "thesis.tex")));
        Assert.False(File.Exists(_folder.In("gan", "samples", "epoch-0009.png")));
    }

    [Fact]
    public void Train_Cancelled_StopsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Train("gan", stop: stop.Token));
        Assert.False(GeneratorFolder.Exists(_folder.In("gan")));
    }

    private void Synthesise(string name, int[] perClass)
    {
        using var generator = GeneratorFolder.Load(_folder.In("gan"), Machine);
        Synthesizer.Write(_folder.In(name), generator, new SynthesisPlan(perClass), new Seed(4), Silence.Instance, CancellationToken.None);
    }

    private GeneratorCard Train(string name, string settings = "{}", CancellationToken stop = default, string? init = null)
    {
        var overrides = JsonNode.Parse("""{"latentSize": 16, "batchSize": 4, "epochs": 2, "dcgan": {"maxWidth": 64}}""")!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject())
            overrides[key] = value!.DeepClone();
        using var initial = init is null ? null : InitialWeights.Read(init);
        return new GeneratorRun(
            _folder.In(name), "dcgan", GeneratorCatalog.Resolve("dcgan", overrides), _dataset.All, _dataset.Preprocessing, Machine, new Seed(1))
        { Init = initial }.Train(stop);
    }
}
