using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>As many real as synthetic images of a class, by row.</summary>
/// <param name="AllReal">Every real image of the class.</param>
internal sealed record Pair(int[] Real, int[] Synthetic, int[] AllReal)
{
    /// <summary>As many of both as the smaller set has, drawn with equal chances.</summary>
    public static Pair Of(int[] real, int[] synthetic, Seed seed)
    {
        var count = Math.Min(real.Length, synthetic.Length);
        return new(Draw(real, count, seed.For("real")), Draw(synthetic, count, seed.For("synthetic")), real);
    }

    /// <summary>The same, or so many of either kind drawn from it.</summary>
    public Pair AtMost(int count, Seed seed) => Real.Length <= count
        ? this
        : new(Draw(Real, count, seed.For("real")), Draw(Synthetic, count, seed.For("synthetic")), AllReal);

    private static int[] Draw(int[] rows, int count, Seed seed)
    {
        int[] drawn = [.. rows];
        seed.Random().Permute(drawn);
        return [.. drawn[..count].Order()];
    }
}
