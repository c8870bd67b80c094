namespace Equipoise.Imaging.Jpeg2000;

/// <summary>How many precincts and code-blocks a tile may still have, so that a hostile header cannot take the memory.</summary>
/// <param name="samples">Samples in the tile, all components together.</param>
internal sealed class PartsBudget(long samples)
{
    // Code-blocks of 4 x 4 and precincts of 16 x 16 are the smallest that any encoder would choose.
    private long blocks = 65536 + samples / 15;
    private long precincts = 16384 + samples / 180;

    public void TakeBlocks(long count) => Check(blocks -= count);

    public void TakePrecincts(long count) => Check(precincts -= count);

    private static void Check(long left)
    {
        if (left < 0)
            throw new UnreadableImageException("JPEG 2000 with so many precincts or code-blocks is not supported");
    }
}

/// <summary>One component within a tile: its resolutions, bands, precincts and code-blocks (Annex B).</summary>
internal sealed class TileComponent
{
    public TileComponent(Area area, int component, CodingHeader header, int precision, PartsBudget budget)
    {
        Area = area;
        Style = header.Style(component);
        RegionShift = header.RegionShift(component);
        var quantisation = header.Quantisation(component);
        for (var r = 0; r <= Style.Levels; r++)
        {
            var resolution = new Resolution(r, area.Reduced(Style.Levels - r));
            resolution.AddBands(area, Style, quantisation, precision, r == 0 ? default : Resolutions[r - 1].Area);
            resolution.AddPrecincts(area, Style, component, budget);
            Resolutions.Add(resolution);
        }
    }

    public Area Area { get; }

    public CodingStyle Style { get; }

    public int RegionShift { get; }

    public List<Resolution> Resolutions { get; } = [];
}

/// <summary>What one decomposition adds to the resolution below it.</summary>
/// <param name="index">0 is the lowest.</param>
/// <param name="area">The samples of this resolution.</param>
internal sealed class Resolution(int index, Area area)
{
    public Area Area { get; } = area;

    public List<Band> Bands { get; } = [];

    public List<Precinct> Precincts { get; } = [];

    public void AddBands(Area whole, CodingStyle style, Quantisation quantisation, int precision, Area lower)
    {
        for (var orientation = index == 0 ? 0 : 1; orientation <= (index == 0 ? 0 : 3); orientation++)
        {
            var (xHigh, yHigh) = (orientation & 1, orientation >> 1);
            var step = quantisation.Step(index, orientation);
            Bands.Add(new Band(
                whole.Reduced(index == 0 ? style.Levels : style.Levels - index + 1, xHigh, yHigh), orientation,
                xHigh * lower.Width, yHigh * lower.Height, quantisation.GuardBits + step.Exponent - 1,
                (float)Math.ScaleB(1 + step.Mantissa / 2048.0, precision + xHigh + yHigh - step.Exponent)));
        }
    }

    public void AddPrecincts(Area whole, CodingStyle style, int component, PartsBudget budget)
    {
        var (widthLog, heightLog) = (style.Precincts[index] & 15, style.Precincts[index] >> 4);
        var cells = Area.Cells(widthLog, heightLog);
        budget.TakePrecincts((long)cells.Width * cells.Height);
        var scale = style.Levels - index;
        var halved = index == 0 ? 0 : 1;
        for (var y = cells.Y0; y < cells.Y1; y++)
            for (var x = cells.X0; x < cells.X1; x++)
            {
                var (left, top) = ((long)x << (widthLog + scale), (long)y << (heightLog + scale));
                var precinct = new Precinct(component, index, Math.Max(whole.X0, left), Math.Max(whole.Y0, top));
                foreach (var band in Bands)
                    precinct.Parts.Add(new PrecinctBand(band, band.Area.Cell(x, y, widthLog - halved, heightLog - halved),
                        Math.Min(style.BlockWidthLog, widthLog - halved), Math.Min(style.BlockHeightLog, heightLog - halved), budget));
                Precincts.Add(precinct);
            }
    }
}
