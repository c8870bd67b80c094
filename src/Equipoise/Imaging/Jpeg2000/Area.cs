namespace Equipoise.Imaging.Jpeg2000;

/// <summary>A rectangle of whole coordinates; the upper ends are exclusive.</summary>
internal readonly record struct Area(int X0, int Y0, int X1, int Y1)
{
    public int Width => X1 - X0;

    public int Height => Y1 - Y0;

    public bool IsEmpty => X0 >= X1 || Y0 >= Y1;

    /// <summary>
    /// This area after <paramref name="levels"/> decompositions (B-14, B-15): each coordinate divided by 2^levels and rounded up.
    /// <paramref name="xHigh"/> and <paramref name="yHigh"/> are 1 where the last decomposition kept the high frequencies.
    /// </summary>
    public Area Reduced(int levels, int xHigh = 0, int yHigh = 0)
    {
        return new(Reduce(X0, xHigh), Reduce(Y0, yHigh), Reduce(X1, xHigh), Reduce(Y1, yHigh));

        int Reduce(int value, int high) =>
            levels == 0 ? value : (int)((value - ((long)high << (levels - 1)) + (1L << levels) - 1) >> levels);
    }

    /// <summary>The common part with cell (column, row) of a grid through the origin, whose cells are 2^xLog by 2^yLog.</summary>
    public Area Cell(int column, int row, int xLog, int yLog) => new(
        (int)Math.Max(X0, (long)column << xLog), (int)Math.Max(Y0, (long)row << yLog),
        (int)Math.Min(X1, (column + 1L) << xLog), (int)Math.Min(Y1, (row + 1L) << yLog));

    /// <summary>The cells of that grid that this area touches; empty if the area is.</summary>
    public Area Cells(int xLog, int yLog) => IsEmpty
        ? default
        : new(X0 >> xLog, Y0 >> yLog, ((X1 - 1) >> xLog) + 1, ((Y1 - 1) >> yLog) + 1);
}
