using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>Where the randomness of a study's stages comes from: the same for a cell and for the command of that stage.</summary>
public static class StageSeeds
{
    /// <summary>Of the split.</summary>
    public static Seed Split(int seed) => Root(seed).For("split");

    /// <summary>Of a GAN's weights, order and noise.</summary>
    public static Seed Generator(int seed, string gan, double fraction) => Root(seed).For("gan").For(gan).For(CellId.FractionName(fraction));

    /// <summary>Of the classifier; the same for every arm, so that all start from the same weights.</summary>
    public static Seed Classifier(int seed, double fraction) => Root(seed).For("classifier").For(CellId.FractionName(fraction));

    private static Seed Root(int seed) => new((ulong)seed);
}
