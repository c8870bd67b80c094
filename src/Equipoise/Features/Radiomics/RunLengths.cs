namespace Equipoise.Features.Radiomics;

/// <summary>
/// Grey level run length matrix (IBSI reference manual, section 3.7), the four directions of the plane merged into one
/// matrix ("2D, slice-merged").
/// </summary>
internal static class RunLengths
{
    private static readonly (int Dx, int Dy)[] Directions = [(1, 0), (0, 1), (1, 1), (-1, 1)];

    public static void AddTo(FeatureList features, GreyLevels image)
    {
        var matrix = new LevelSizeMatrix(image.Count);
        foreach (var (dx, dy) in Directions)
            for (var y = 0; y < image.Height; y++)
                for (var x = 0; x < image.Width; x++)
                    if (!IsInside(image, x - dx, y - dy))
                        AddLine(matrix, image, x, y, dx, dy);
        features.Family = "glrlm";
        matrix.AddTo(features, LevelSizeMatrix.Wording.Runs, (long)Directions.Length * image.Values.Count(v => v > 0));
    }

    private static void AddLine(LevelSizeMatrix matrix, GreyLevels image, int x, int y, int dx, int dy)
    {
        var (level, length) = (0, 0);
        for (; IsInside(image, x, y); (x, y) = (x + dx, y + dy))
        {
            int here = image.Values[y * image.Width + x];
            if (here == level)
            {
                length++;
                continue;
            }
            if (level > 0)
                matrix.Add(level, length);
            (level, length) = (here, 1);
        }
        if (level > 0)
            matrix.Add(level, length);
    }

    private static bool IsInside(GreyLevels image, int x, int y) => (uint)x < (uint)image.Width && (uint)y < (uint)image.Height;
}
