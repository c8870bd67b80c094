namespace Equipoise.Features.Radiomics;

/// <summary>An image of grey levels 1 to <paramref name="count"/>; 0 is outside the region of interest.</summary>
internal sealed class GreyLevels(byte[] values, int height, int width, int count)
{
    public byte[] Values => values;

    public int Height => height;

    public int Width => width;

    /// <summary>The highest level there can be.</summary>
    public int Count => count;
}
