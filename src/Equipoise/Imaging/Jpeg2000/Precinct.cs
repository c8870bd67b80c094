namespace Equipoise.Imaging.Jpeg2000;

/// <summary>A band of one resolution.</summary>
/// <param name="Area">In the band's own coordinates (B-15).</param>
/// <param name="Orientation">0 (LL), 1 (HL), 2 (LH) or 3 (HH).</param>
/// <param name="Left">Where the band begins within the tile component's plane, the lower resolutions being at its upper left.</param>
/// <param name="Top">Likewise.</param>
/// <param name="Planes">Magnitude bit planes (E-2).</param>
/// <param name="StepSize">Quantisation step (E-3); reversible coding does not use it.</param>
internal sealed record Band(Area Area, int Orientation, int Left, int Top, int Planes, float StepSize);

/// <summary>The code-blocks of one band within a precinct, row by row.</summary>
internal sealed class PrecinctBand
{
    public PrecinctBand(Band band, Area area, int blockWidthLog, int blockHeightLog, PartsBudget budget)
    {
        Band = band;
        var cells = area.Cells(blockWidthLog, blockHeightLog);
        budget.TakeBlocks((long)cells.Width * cells.Height);
        Blocks = new CodeBlock[cells.Width * cells.Height];
        for (var i = 0; i < Blocks.Length; i++)
        {
            var block = area.Cell(cells.X0 + i % cells.Width, cells.Y0 + i / cells.Width, blockWidthLog, blockHeightLog);
            Blocks[i] = new CodeBlock(band.Left + block.X0 - band.Area.X0, band.Top + block.Y0 - band.Area.Y0, block.Width, block.Height);
        }
        Inclusion = new TagTree(cells.Width, cells.Height);
        ZeroPlanes = new TagTree(cells.Width, cells.Height);
    }

    public Band Band { get; }

    public CodeBlock[] Blocks { get; }

    /// <summary>The first layer that holds something of a block.</summary>
    public TagTree Inclusion { get; }

    /// <summary>How many of a block's most significant bit planes are zero.</summary>
    public TagTree ZeroPlanes { get; }
}

/// <summary>A part of a resolution whose data come in one packet per layer.</summary>
/// <param name="component">Of the image.</param>
/// <param name="resolution">0 is the lowest.</param>
/// <param name="x">Where it stands on the reference grid, for the orders that go by position (B.12.1).</param>
/// <param name="y">Likewise.</param>
internal sealed class Precinct(int component, int resolution, long x, long y)
{
    public int Component { get; } = component;

    public int Resolution { get; } = resolution;

    public long X { get; } = x;

    public long Y { get; } = y;

    public List<PrecinctBand> Parts { get; } = [];

    /// <summary>The layer of the next packet.</summary>
    public int NextLayer { get; set; }
}
