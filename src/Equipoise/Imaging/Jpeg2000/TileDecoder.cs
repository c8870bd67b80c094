namespace Equipoise.Imaging.Jpeg2000;

/// <summary>Decodes tiles into an image.</summary>
/// <param name="stream">The headers.</param>
/// <param name="content">What the headers were read from.</param>
/// <param name="values">[H,W,C] of the whole image.</param>
internal sealed class TileDecoder(Codestream stream, ReadOnlyMemory<byte> content, int[] values)
{
    private readonly BlockDecoder blocks = new(content);
    private readonly Wavelet wavelet = new();
    private int[] plane = [];

    /// <exception cref="UnreadableImageException">Damaged, truncated, or not supported.</exception>
    public void Decode(int index)
    {
        var tile = stream.Tiles[index];
        var area = stream.Size.Tile(index);
        var budget = new PartsBudget((long)area.Width * area.Height * stream.Size.Components);
        TileComponent[] components = [.. Enumerable.Range(0, stream.Size.Components)
            .Select(c => new TileComponent(area, c, tile.Coding, stream.Size.Precision, budget))];
        if (!new PacketReader(content, tile, components).ReadAll() && !stream.Ended)
            throw new UnreadableImageException("truncated: the JPEG 2000 data ends early");
        for (var c = 0; c < components.Length; c++)
        {
            DecodeComponent(components[c]);
            Store(area, c);
        }
        Finish(area, components, tile.Coding.Packets.MixedColours);
    }

    private void DecodeComponent(TileComponent component)
    {
        var (area, reversible) = (component.Area, component.Style.Reversible);
        var size = area.Width * area.Height;
        if (plane.Length < size)
            plane = new int[size];
        plane.AsSpan(0, size).Clear();
        foreach (var band in component.Resolutions.SelectMany(r => r.Precincts).SelectMany(p => p.Parts))
            foreach (var block in band.Blocks)
                if (block.Passes > 0)
                {
                    blocks.Decode(block, component.Style.Styles, band.Band.Orientation);
                    Store(block, area.Width, component.RegionShift, reversible, band.Band.StepSize);
                }
        for (var r = 1; r < component.Resolutions.Count; r++)
            wavelet.Inverse(plane, area.Width, component.Resolutions[r - 1].Area, component.Resolutions[r].Area, reversible);
    }

    private void Store(CodeBlock block, int stride, int regionShift, bool reversible, float step)
    {
        for (var y = 0; y < block.Height; y++)
        {
            var row = plane.AsSpan((block.Top + y) * stride + block.Left, block.Width);
            for (var x = 0; x < row.Length; x++)
            {
                var doubled = Lowered(blocks[x, y], regionShift);
                row[x] = reversible ? doubled / 2 : BitConverter.SingleToInt32Bits(doubled * (step / 2));
            }
        }
    }

    // What belongs to a region of interest lies above all the rest (H.1); one more bit because the coefficient is doubled.
    private static int Lowered(int doubled, int shift) =>
        shift is > 0 and < 31 && Math.Abs(doubled) >> shift >= 2 ? Math.Sign(doubled) * (Math.Abs(doubled) >> shift) : doubled;

    private void Store(Area area, int component)
    {
        var (image, count) = (stream.Size.Image, stream.Size.Components);
        for (var y = 0; y < area.Height; y++)
        {
            var to = ((area.Y0 - image.Y0 + y) * image.Width + area.X0 - image.X0) * count + component;
            foreach (var sample in plane.AsSpan(y * area.Width, area.Width))
            {
                values[to] = sample;
                to += count;
            }
        }
    }

    private void Finish(Area area, TileComponent[] components, bool mixed)
    {
        var (image, count) = (stream.Size.Image, components.Length);
        if (mixed && (count != 3 || components.Any(c => c.Style.Reversible != components[0].Style.Reversible)))
            throw new UnreadableImageException("damaged JPEG 2000: a colour transform of components that do not fit");
        for (var y = 0; y < area.Height; y++)
        {
            var first = ((area.Y0 - image.Y0 + y) * image.Width + area.X0 - image.X0) * count;
            var row = values.AsSpan(first, area.Width * count);
            if (mixed)
                ColourTransform.Inverse(row, components[0].Style.Reversible);
            for (var c = 0; c < count; c++)
                ToRange(row[c..], count, components[c].Style.Reversible);
        }
    }

    // Rounds, undoes the level shift (G.1) and clamps every count-th value.
    private void ToRange(Span<int> row, int count, bool reversible)
    {
        var half = 1 << (stream.Size.Precision - 1);
        var shift = stream.Size.Signed ? 0 : half;
        for (var i = 0; i < row.Length; i += count)
        {
            var value = reversible ? row[i] : (int)MathF.Round(BitConverter.Int32BitsToSingle(row[i]));
            row[i] = Math.Clamp(value, -half, half - 1) + shift;
        }
    }
}
