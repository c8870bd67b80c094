using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Imaging;
using Equipoise.Synthesis;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Synthesis;

public sealed class CopyGuardTests : IDisposable
{
    private const int Side = 32;

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;
    private readonly CopyGuard _guard;

    public CopyGuardTests()
    {
        _dataset = TestImages.Load(_folder, Side, 60, 60);
        _guard = CopyGuard.Of(_dataset.All, Silence.Instance, default);
    }

    public void Dispose()
    {
        _guard.Dispose();
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Check_NoisyCopiesAndFreshImages_CopiesOnlyAndOfWhom()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1, CPU);
        var copies = (_dataset.Gather([3, 70]) + randn([2, 1, Side, Side], generator: random) * 4).clamp(0, 255).to(ScalarType.Byte);
        Assert.Equal([(true, Hash(3)), (true, Hash(70))], _guard.Check(copies).Select(c => (c.Copy, c.Training)));
        // Drawn like the training images: hardly any is as near as one in a hundred of these is.
        var fresh = tensor(Enumerable.Range(0, 100).SelectMany(i => TestImages.Draw(i % 2, Side, (ulong)(5000 + i))).ToArray()).reshape(-1, 1, Side, Side);
        Assert.InRange(_guard.Check(fresh).Count(c => c.Copy), 0, 5);
        string Hash(int i) => _dataset.Records[i].Hash.Hex;
    }

    // Root mean square of a difference of 51 grey levels everywhere: a fifth of the range.
    [Fact]
    public void Check_EverywhereBrighter_DistanceInGreyRange()
    {
        using var scope = NewDisposeScope();
        var brighter = (_dataset.Gather([3]).to(ScalarType.Int16) + 20).clamp(0, 255).to(ScalarType.Byte);
        Assert.Equal(20 / 255.0, _guard.Check(brighter)[0].Distance, 2e-3);
    }

    // Each image twice, as of one patient: without patients every image would have a copy, and the threshold be 0.
    [Fact]
    public void Of_ImagesOfOnePatient_NotTakenForChance()
    {
        var folder = _folder.In("images-of-patients");
        Directory.CreateDirectory(Path.Combine(folder, "a"));
        for (var i = 0; i < 20; i++)
            foreach (var (copy, level) in new[] { ("x", 0), ("y", 1) })
            {
                var pixels = TestImages.Draw(0, Side, (ulong)i);
                pixels[^1] = (byte)level;
                File.WriteAllBytes(Path.Combine(folder, "a", $"p{i}_{copy}.png"), PngFile.Encode(pixels, 1, Side, Side, null));
            }
        var options = new SourceOptions { PatientPattern = "(p[0-9]+)_" };
        using var dataset = Dataset.Load(
            SourceCatalog.Open(folder, options, Silence.Instance), _dataset.Preprocessing, options, Silence.Instance, _folder.In("cache"));
        using var guard = CopyGuard.Of(dataset.All, Silence.Instance, default);
        Assert.InRange(guard.Threshold, 0.5 * _guard.Threshold, 2);
    }

    // Half of the noise gives a training image: those are left out, counted, and replaced.
    [Fact]
    public void Write_GeneratorThatCopiesHalf_OnlyOriginalsAndAsManyAsAsked()
    {
        var outcome = Write(copies: noise => noise[.., 0] > 0, 40, 8, out var warnings);
        Assert.Equal([40, 8], outcome.PerClass);
        Assert.InRange(outcome.Withheld.Sum(), 20, 90);
        Assert.Empty(warnings);
        var rows = Csv.Read(_folder.In("made", "manifest.csv")).ToList();
        Assert.Equal(48, rows.Count);
        Assert.All(rows, r => Assert.True(double.Parse(r["distance"], System.Globalization.CultureInfo.InvariantCulture) > outcome.Threshold));
        Assert.Equal(48, Directory.EnumerateFiles(_folder.In("made"), "*.png", SearchOption.AllDirectories).Count());
        Assert.Equal(outcome.Withheld, Synthesizer.Outcome(_folder.In("made"))!.Withheld);
        using var set = SyntheticFolder.Load(_folder.In("made"), ["a", "b"], _dataset.Preprocessing);
        Assert.Equal([40, 8], set.CountPerClass(2));
    }

    [Fact]
    public void Write_GeneratorThatCopiesAlways_EndsAndSaysSo()
    {
        var outcome = Write(copies: noise => noise[.., 0] == noise[.., 0], 10, 0, out var warnings);
        Assert.Equal([0, 0], outcome.PerClass);
        Assert.Contains("Only 0 of 10 images of class 'a' were made", Assert.Single(warnings));
    }

    private SynthesisOutcome Write(Func<Tensor, Tensor> copies, int a, int b, out List<string> warnings)
    {
        using var scope = NewDisposeScope();
        var known = ImageSets.ToFloat(_dataset.Gather([5]));
        using var gan = new FakeGan((labels, noise) =>
        {
            // An original: stripes as wide as the noise says.
            var stripes = (arange(Side).reshape(1, 1, 1, -1) * noise[.., 1].reshape(-1, 1, 1, 1)).sin().expand(-1, 1, Side, Side);
            return where(copies(noise).reshape(-1, 1, 1, 1), known, stripes);
        });
        var spec = GeneratorCatalog.Resolve("gan", new JsonObject());
        var card = new GeneratorCard
        {
            Generator = "gan",
            Settings = [],
            ClassNames = ["a", "b"],
            RealPerClass = [60, 60],
            Channels = 1,
            Resolution = Side,
            Seed = 1,
            TrainedOn = "",
            Weights = new string('0', 64),
            Seconds = 0,
            Environment = new Dictionary<string, string>(),
        };
        var heard = new Heard();
        var outcome = Synthesizer.Write(
            _folder.In("made"), new TrainedGenerator(_folder.In("none"), gan, spec, card), new SynthesisPlan([a, b]), new Seed(3), heard, default, _guard);
        warnings = heard.Warnings;
        return outcome;
    }

    private sealed class Heard : IRunProgress
    {
        public List<string> Warnings { get; } = [];

        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string message) => Warnings.Add(message);

        public void Say(string message)
        {
        }
    }
}
