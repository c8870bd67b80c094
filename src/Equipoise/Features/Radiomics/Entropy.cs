namespace Equipoise.Features.Radiomics;

/// <summary>Entropies are in bits, as in the IBSI reference manual.</summary>
internal static class Entropy
{
    /// <summary>What a cell of probability <paramref name="p"/> adds; an empty one nothing.</summary>
    public static double Term(double p) => p > 0 ? -p * Math.Log2(p) : 0;
}
