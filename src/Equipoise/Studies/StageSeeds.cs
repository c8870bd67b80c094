using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>Where the randomness of a study's stages comes from: the same for a cell and for the command of that stage.</summary>
public static class StageSeeds
{
    /// <summary>Of the split.</summary>
    public static Seed Split(int seed) => Root(seed).For("split");

    /// <summary>Of a GAN's weights, order and noise.</summary>
    /// <param name="repeat">See <see cref="ArmVariant.Repeat"/>.</param>
    public static Seed Generator(int seed, string gan, double fraction, int repeat = 0) =>
        Repeated(Root(seed).For("gan").For(gan).For(CellId.FractionName(fraction)), repeat);

    /// <summary>Of the classifier; the same for every arm, so that all start from the same weights.</summary>
    /// <inheritdoc cref="Generator"/>
    public static Seed Classifier(int seed, double fraction, int repeat = 0) =>
        Repeated(Root(seed).For("classifier").For(CellId.FractionName(fraction)), repeat);

    private static Seed Root(int seed) => new((ulong)seed);

    private static Seed Repeated(Seed seed, int repeat) => repeat == 0 ? seed : seed.For("repeat").For(repeat);
}
