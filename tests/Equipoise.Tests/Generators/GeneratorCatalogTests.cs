using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Tests.Generators;

public class GeneratorCatalogTests
{
    [Fact]
    public void Gans_All_ThoseWithADiscriminator() => Assert.Equal(
        ["bagan", "dcgan", "dragan", "gan", "improved-bagan", "lsgan", "sngan", "wgan", "wgan-gp"], GeneratorCatalog.Gans.Names);

    [Fact]
    public void All_Names_TheGansAndTheOthers() => Assert.Equal(["oracle", "smote"], GeneratorCatalog.All.Names.Except(GeneratorCatalog.Gans.Names));

    [Fact]
    public void ResolveGan_NoGan_SaysWhichHaveADiscriminator()
    {
        Assert.Equal(200, GeneratorCatalog.ResolveGan("dcgan", []).Epochs);
        var e = Assert.Throws<UserException>(() => GeneratorCatalog.ResolveGan("smote", []));
        Assert.Contains("no discriminator", e.What);
        Assert.Contains("improved-bagan", e.Remedy);
    }

    // What is set for all holds for those that have it.
    [Fact]
    public void Resolve_SettingOfGansOnly_TheOthersPassItOver() =>
        Assert.Equal(7, GeneratorCatalog.Resolve("smote", new() { ["discriminatorSteps"] = 5, ["wrongLabelWeight"] = 1, ["epochs"] = 7 }).Epochs);

    // Of the file that a generator writes: a discriminator's settings beside the generator's.
    [Fact]
    public void Settings_OfAGan_RelatedOnesTogether()
    {
        List<string> keys = [.. GeneratorFolder.Settings(GeneratorCatalog.Resolve("dcgan", [])).Select(s => s.Key)];
        Assert.Equal("maxWidth", keys[0]);
        Assert.Equal(keys.IndexOf("realLabels") + 1, keys.IndexOf("fakeLabels"));
        Assert.Equal(keys.IndexOf("beta2") + 1, keys.IndexOf("discriminatorLearningRate"));
        Assert.Equal(["generatorActivation", "discriminatorActivation", "generatorSpectralNorm", "discriminatorSpectralNorm"], keys[^4..]);
    }
}
