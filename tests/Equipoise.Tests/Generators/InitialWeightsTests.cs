using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

[Collection(TrainingTests.Name)]
public sealed class InitialWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. GeneratorCatalog.Gans.Names];

    public void Dispose() => _folder.Dispose();

    // Every copy of the generator, not only the average from which samples come.
    [Theory]
    [MemberData(nameof(Names))]
    public void Load_GeneratorOfAnother_TrainingStartsThere(string name)
    {
        using var scope = NewDisposeScope();
        using var other = Build(name, 2);
        Safetensors.Write(_folder.In("w"), other.GeneratorWeights());
        using var gan = Build(name, 1);
        var fresh = Discriminators(gan);
        Load(gan);
        var expected = Bytes(other.GeneratorWeights());
        Assert.Equal(expected, Bytes(gan.Networks["generator"].state_dict()));
        Assert.Equal(expected, Bytes(gan.GeneratorWeights()));
        Assert.Equal(fresh, Discriminators(gan));
        Assert.NotEqual(Discriminators(other), Discriminators(gan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    public void Load_WholeCheckpoint_GeneratorAndDiscriminator(string wrapper)
    {
        using var scope = NewDisposeScope();
        using var other = Build("dcgan", 2);
        var checkpoint = new Dictionary<string, Tensor> { ["optimizer.state.0.step"] = ones(1) };
        foreach (var (role, network) in new[] { "generator", "discriminator" }.Select(r => (r, other.Networks[r])))
            foreach (var (name, tensor) in network.state_dict())
                checkpoint[$"{role}.{wrapper}{name}"] = tensor;
        Safetensors.Write(_folder.In("w"), checkpoint);
        using var gan = Build("dcgan", 1);
        Load(gan);
        Assert.Equal(Bytes(other.Networks["generator"].state_dict()), Bytes(gan.GeneratorWeights()));
        Assert.Equal(Discriminators(other), Discriminators(gan));
    }

    [Fact]
    public void Load_NetworksOfAnAutoencodingGan_TheEncoderToo()
    {
        using var scope = NewDisposeScope();
        using var other = Build("improved-bagan", 2);
        Safetensors.Write(_folder.In("w"), other.Networks.Where(n => n.Key != "average")
            .SelectMany(n => n.Value.state_dict(), (n, w) => ($"{n.Key}.{w.Key}", w.Value)).ToDictionary(w => w.Item1, w => w.Value));
        using var gan = Build("improved-bagan", 1);
        Load(gan);
        Assert.All(gan.Networks.Keys, n => Assert.Equal(Bytes(other.Networks[n].state_dict()), Bytes(gan.Networks[n].state_dict())));
    }

    [Fact]
    public void Load_NetworksOfAGeneratorWithoutDiscriminator_AllThereAre()
    {
        using var scope = NewDisposeScope();
        using var other = Build("smote", 2);
        Safetensors.Write(_folder.In("w"), other.Networks
            .SelectMany(n => n.Value.state_dict(), (n, w) => ($"{n.Key}.{w.Key}", w.Value)).Append(("discriminator.main.0.weight", ones(1))).ToDictionary(w => w.Item1, w => w.Item2));
        using var smote = Build("smote", 1);
        Load(smote);
        Assert.Equal(["encoder", "generator"], smote.Networks.Keys.Order());
        Assert.All(smote.Networks.Keys, n => Assert.Equal(Bytes(other.Networks[n].state_dict()), Bytes(smote.Networks[n].state_dict())));
    }

    [Fact]
    public void Load_GeneratorThatLearnsNothing_Usage()
    {
        using var scope = NewDisposeScope();
        Safetensors.Write(_folder.In("w"), new Dictionary<string, Tensor> { ["main.0.weight"] = ones(1) });
        using var oracle = Build("oracle", 1);
        Assert.Contains("this generator has no weights", Assert.Throws<UserException>(() => Load(oracle)).What);
    }

    [Fact]
    public void Load_AnotherGan_SaysWhatDoesNotFit()
    {
        using var scope = NewDisposeScope();
        using var wider = Build("dcgan", 1, latent: 20);
        var weights = wider.GeneratorWeights().ToDictionary();
        weights.Remove("main.1.bias");
        weights["main.99.weight"] = ones(1);
        Safetensors.Write(_folder.In("w"), weights);
        using var gan = Build("dcgan", 1);
        var refusal = Assert.Throws<UserException>(() => Load(gan));
        Assert.Equal(ExitCode.BadData, refusal.ExitCode);
        Assert.Contains("1 missing (main.1.bias); 1 unexpected (main.99.weight); 1 of another shape (main.0.weight [23,64,4,4], needed [19,64,4,4])", refusal.What);
        Assert.Contains("resolution", refusal.Remedy);
    }

    [Fact]
    public void Load_DiscriminatorOfAnotherShape_SaysSo()
    {
        using var scope = NewDisposeScope();
        using var gan = Build("dcgan", 1);
        var weights = gan.GeneratorWeights().ToDictionary(w => $"generator.{w.Key}", w => w.Value);
        weights["discriminator.main.0.weight"] = ones(1);
        Safetensors.Write(_folder.In("w"), weights);
        Assert.Contains("ConvDiscriminator", Assert.Throws<UserException>(() => Load(gan)).What);
    }

    private void Load(IGenerator gan)
    {
        using var initial = InitialWeights.Read(_folder.In("w"));
        Assert.Equal(ContentHash.Of(File.ReadAllBytes(_folder.In("w"))).Hex, initial.Sha256);
        initial.Load(gan);
    }

    private static IGenerator Build(string name, ulong seed, int latent = 16)
    {
        var settings = new JsonObject { ["latentSize"] = latent, ["maxWidth"] = 64, ["bagan"] = new JsonObject { ["maxWidth"] = 128 } };
        return GeneratorCatalog.Resolve(name, settings).Build(new GeneratorContext(["normal", "focal", "diffuse"], [5, 4, 1], 1, 32, new Seed(seed), CPU, Precision.Fp32));
    }

    private static byte[] Discriminators(IGenerator gan) =>
        Bytes(gan.Networks["discriminator"].state_dict());

    private static byte[] Bytes(IReadOnlyDictionary<string, Tensor> weights) =>
        [.. weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => ReferenceWeights.Bytes(w.Value.detach()))];
}
