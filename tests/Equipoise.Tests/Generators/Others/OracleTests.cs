using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Data.Sources;
using Equipoise.Generators;
using Equipoise.Generators.Others;
using Equipoise.Imaging;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Others;

public sealed class OracleTests : IDisposable
{
    private const int Latent = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As a source of phantoms: drawn at 64 and, where that is needed, reduced or enlarged.
    [Theory]
    [InlineData(32, 1)]
    [InlineData(64, 1)]
    [InlineData(128, 3)]
    public void Sample_Noise_WhatTheRendererDrawsOfTheClass(int resolution, int channels)
    {
        using var scope = NewDisposeScope();
        using var oracle = Build("{}", resolution, channels);
        var noise = Noise(3);
        var images = ImageSets.ToBytes(oracle.Sample(arange(3), noise));
        foreach (var kind in Enum.GetValues<PhantomClass>())
        {
            var factors = oracle.Factors(kind, noise[(int)kind].bytes);
            Assert.Equal(kind == PhantomClass.Normal, factors.Opacities.Count == 0);
            Assert.Equal(kind == PhantomClass.Diffuse, factors.Opacities.Count > 2);
            var drawn = PhantomRenderer.Draw(factors, Math.Max(resolution, 64)).WithChannels(channels);
            Assert.Equal(new Preprocessing(resolution, channels, Fit.Pad).Apply(drawn), images[(int)kind].contiguous().bytes.ToArray());
        }
    }

    [Fact]
    public void Sample_SameBits_SameImageAndOtherBitsAnother()
    {
        using var scope = NewDisposeScope();
        using var oracle = Build("{}");
        var noise = Noise(6);
        noise[5] = noise[4];
        // One bit of the last component.
        noise[3] = noise[2];
        noise[3, Latent - 1] = MathF.BitIncrement(noise[2, Latent - 1].item<float>());
        Assert.Equal(5, Different(oracle.Sample(ones(6, ScalarType.Int64), noise)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sample_Modes_SoManyImagesPerClass(int modes)
    {
        using var scope = NewDisposeScope();
        using var oracle = Build($$"""{"modes": {{modes}}}""");
        foreach (var label in Enumerable.Range(0, 3))
            Assert.Equal(modes, Different(oracle.Sample(full(24, label, dtype: ScalarType.Int64), Noise(24))));
    }

    [Fact]
    public void Sample_BesideTheDataset_NoImageOfIt()
    {
        using var scope = NewDisposeScope();
        var source = new PhantomSource("", new PhantomOptions { Images = 42 }, Silence.Instance);
        var known = source.Records.Select(r => ContentHash.Of(source.Decode(r, 1, 64).Pixels)).ToHashSet();
        using var oracle = Build("{}", 64);
        var drawn = ImageSets.ToBytes(oracle.Sample(arange(42).remainder(3), Noise(42)));
        Assert.DoesNotContain(Enumerable.Range(0, 42), i => known.Contains(ContentHash.Of(drawn[i].bytes)));
    }

    [Fact]
    public void Build_OtherClasses_BadDataThatNamesBoth()
    {
        var e = Assert.Throws<UserException>(() => Build("{}", classNames: ["a", "normal"]));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("normal, focal, diffuse; the dataset has a, normal", e.What);
    }

    [Fact]
    public void Sample_ClassesInAnotherOrder_DrawnByName()
    {
        using var scope = NewDisposeScope();
        using var straight = Build("{}");
        using var turned = Build("{}", classNames: ["diffuse", "normal"]);
        var noise = Noise(2);
        Assert.Equal(
            straight.Sample(tensor(new long[] { 2, 0 }), noise).data<float>().ToArray(), turned.Sample(tensor(new long[] { 0, 1 }), noise).data<float>().ToArray());
    }

    // What is measured of a generator is measured of it too, though there is nothing to train.
    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "normal", "focal", "diffuse" })]
    public void Train_Phantoms_NothingToLearnAndCollapseSeen(int modes, string[] collapsed)
    {
        var options = new SourceOptions();
        using var dataset = Dataset.Load(
            SourceCatalog.Open("phantom:images=105", options, Silence.Instance), new Preprocessing(32, 1, Fit.Pad), options, Silence.Instance, _folder.In("cache"));
        var compute = Compute.Set("cpu", Precision.Fp32, 1, Silence.Instance);
        var spec = GeneratorCatalog.Resolve("oracle", new JsonObject { ["modes"] = modes });
        var card = new GeneratorRun(_folder.In("generator"), "oracle", spec, dataset.All, dataset.Preprocessing, compute, new Seed(1)).Train(default);
        Assert.Equal(collapsed, card.Collapsed);
        using var read = GeneratorFolder.Load(_folder.In("generator"), compute);
        using var scope = NewDisposeScope();
        using var again = spec.Build(card.Context(CPU, Precision.Fp32));
        var noise = randn(3, spec.LatentSize);
        Assert.Equal(again.Sample(arange(3), noise).data<float>().ToArray(), read.Generator.Sample(arange(3), noise).data<float>().ToArray());
    }

    private static int Different(Tensor images) =>
        Enumerable.Range(0, (int)images.shape[0]).Select(i => ContentHash.Of(images[i].contiguous().bytes)).Distinct().Count();

    private static Tensor Noise(int count)
    {
        using var generator = new Seed(3).Torch(CPU);
        return randn([count, Latent], generator: generator);
    }

    private static Oracle Build(string settings, int resolution = 32, int channels = 1, string[]? classNames = null)
    {
        var own = JsonNode.Parse(settings)!.AsObject();
        own["latentSize"] = Latent;
        string[] names = classNames ?? ["normal", "focal", "diffuse"];
        return (Oracle)GeneratorCatalog.Resolve("oracle", own).Build(
            new GeneratorContext(names, [.. names.Select(_ => 5)], channels, resolution, new Seed(1), CPU, Precision.Fp32));
    }
}
