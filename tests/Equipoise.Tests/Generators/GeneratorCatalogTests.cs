using Equipoise.Generators;

namespace Equipoise.Tests.Generators;

public class GeneratorCatalogTests
{
    [Fact]
    public void Gans_All_ThoseWithADiscriminator() => Assert.Equal(
        ["bagan", "dcgan", "dragan", "gan", "improved-bagan", "lsgan", "sngan", "wgan", "wgan-gp"], GeneratorCatalog.Gans.Names);

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
