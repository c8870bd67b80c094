using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

[Collection(TrainingTests.Name)]
public sealed class EncoderLatentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bagan")]
    [InlineData("improved-bagan")]
    [InlineData("smote")]
    public void Extract_ASavedEncoder_WhatItMakesWithoutDropout(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = Save(name);
        var images = rand(5, 1, 32, 32, generator: new Seed(2).Torch(CPU)).mul_(2).sub_(1);
        using var latents = EncoderLatents.Load(_folder.Path, CPU);
        Assert.Equal((32, 1, 16), (latents.Needs.Resolution, latents.Needs.Channels, latents.Width));
        var encoder = (nn.Module<Tensor, Tensor>)gan.Networks["encoder"];
        encoder.eval();
        using var noGrad = no_grad();
        var (expected, actual) = (encoder.forward(images), latents.Extract(images));
        Assert.Equal([5, 16], actual.shape);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
        Assert.Contains(name, latents.Identity);
    }

    [Fact]
    public void Load_AGanWithoutEncoder_SaysWhichHaveOne()
    {
        Save("dcgan").Dispose();
        var e = Assert.Throws<UserException>(() => EncoderLatents.Load(_folder.Path, CPU));
        Assert.Contains("is a dcgan, which has no encoder", e.What);
    }

    [Fact]
    public void Load_NetworksMissing_SaysWhatIs()
    {
        Save("bagan").Dispose();
        File.Delete(_folder.In("networks.safetensors"));
        Assert.Contains("networks.safetensors' is missing", Assert.Throws<UserException>(() => EncoderLatents.Load(_folder.Path, CPU)).What);
    }

    // The card has another seed, so that a network that is merely built anew is another.
    private IGenerator Save(string name)
    {
        var spec = GeneratorCatalog.Resolve(name, new JsonObject { ["latentSize"] = 16, [name] = new JsonObject { ["maxWidth"] = 128 } });
        var gan = spec.Build(new GeneratorContext(["a", "b"], [4, 4], 1, 32, new Seed(1), CPU, Precision.Fp32));
        GeneratorFolder.Save(_folder.Path, gan, new GeneratorCard
        {
            Generator = name,
            Settings = GeneratorFolder.Settings(spec),
            ClassNames = ["a", "b"],
            RealPerClass = [4, 4],
            Channels = 1,
            Resolution = 32,
            Seed = 99,
            TrainedOn = "",
            Weights = "",
            Seconds = 0,
            Environment = new Dictionary<string, string>(),
        });
        return gan;
    }
}
