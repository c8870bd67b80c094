namespace Equipoise.Features.Radiomics;

/// <summary>Grey level size zone matrix (IBSI reference manual, section 3.8); a zone's pixels touch by an edge or a corner.</summary>
internal static class SizeZones
{
    public static void AddTo(FeatureList features, GreyLevels image)
    {
        var matrix = new LevelSizeMatrix(image.Count);
        var pending = new Stack<int>();
        var left = (byte[])image.Values.Clone();
        for (var i = 0; i < left.Length; i++)
            if (left[i] is > 0 and var level)
                matrix.Add(level, TakeZone(left, image, i, pending));
        features.Family = "glszm";
        matrix.AddTo(features, LevelSizeMatrix.Wording.Zones, image.Values.Count(v => v > 0));
    }

    // Empties the zone around a pixel and counts it.
    private static int TakeZone(byte[] left, GreyLevels image, int start, Stack<int> pending)
    {
        var (level, size) = (left[start], 0);
        left[start] = 0;
        pending.Push(start);
        while (pending.TryPop(out var at))
        {
            size++;
            var (y, x) = Math.DivRem(at, image.Width);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(image.Height - 1, y + 1); ny++)
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(image.Width - 1, x + 1); nx++)
                    if (left[ny * image.Width + nx] == level)
                    {
                        left[ny * image.Width + nx] = 0;
                        pending.Push(ny * image.Width + nx);
                    }
        }
        return size;
    }
}
