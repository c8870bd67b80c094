namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The SIZ marker segment (A.5.1): the image and its tiles on the reference grid.</summary>
internal sealed record ImageSize(Area Image, Area FirstTile, int Components, int Precision, bool Signed)
{
    public int TilesAcross => Count(Image.X1, FirstTile.X0, FirstTile.Width);

    public int Tiles => TilesAcross * Count(Image.Y1, FirstTile.Y0, FirstTile.Height);

    /// <summary>The part of the image within a tile (B-7 to B-10).</summary>
    public Area Tile(int index)
    {
        var (x, y) = (index % TilesAcross, index / TilesAcross);
        return new(Left(x), Top(y), Left(x + 1), Top(y + 1));

        int Left(long column) => (int)Math.Clamp(FirstTile.X0 + column * FirstTile.Width, Image.X0, Image.X1);

        int Top(long row) => (int)Math.Clamp(FirstTile.Y0 + row * FirstTile.Height, Image.Y0, Image.Y1);
    }

    /// <exception cref="UnreadableImageException">Against the standard, or outside what is supported.</exception>
    public static ImageSize Read(FieldReader fields, long maxPixels)
    {
        if ((fields.UInt16() & 0x8000) != 0)
            throw new UnreadableImageException("JPEG 2000 with extensions of Part 2 is not supported");
        var (x1, y1, x0, y0) = (fields.UInt32(), fields.UInt32(), fields.UInt32(), fields.UInt32());
        var (tileWidth, tileHeight, tileX, tileY) = (fields.UInt32(), fields.UInt32(), fields.UInt32(), fields.UInt32());
        var (tileX1, tileY1) = ((ulong)tileX + tileWidth, (ulong)tileY + tileHeight);
        if (x0 >= x1 || y0 >= y1 || tileX > x0 || tileY > y0 || tileX1 <= x0 || tileY1 <= y0)
            throw new UnreadableImageException("damaged JPEG 2000: image or tiles have no area");
        // Beyond that, padding to a tile could leave the range of an int.
        if (Math.Max(x1, y1) > int.MaxValue / 2)
            throw new UnreadableImageException("JPEG 2000 with coordinates beyond 2^30 is not supported");
        var (width, height) = ((long)x1 - x0, (long)y1 - y0);
        var components = fields.UInt16();
        if (components is not (1 or 3))
            throw new UnreadableImageException($"JPEG 2000 with {components} components is not supported (1 or 3 are)");
        if (width * height > maxPixels || width * height * components > Array.MaxLength)
            throw new UnreadableImageException($"{width} x {height} pixels, more than the limit of {maxPixels:N0}");
        var first = new Area((int)tileX, (int)tileY, (int)Math.Min(tileX1, int.MaxValue), (int)Math.Min(tileY1, int.MaxValue));
        var (precision, signed) = Depth(ref fields, components);
        var size = new ImageSize(new((int)x0, (int)y0, (int)x1, (int)y1), first, components, precision, signed);
        var tiles = (long)size.TilesAcross * Count(size.Image.Y1, first.Y0, first.Height);
        return tiles <= 65535 ? size : throw new UnreadableImageException($"damaged JPEG 2000: {tiles} tiles, more than the limit of 65535");
    }

    private static int Count(int end, int origin, int size) => (int)(((long)end - origin + size - 1) / size);

    private static (int Precision, bool Signed) Depth(ref FieldReader fields, int components)
    {
        var depth = -1;
        for (var c = 0; c < components; c++)
        {
            var own = fields.Byte();
            if (c > 0 && own != depth)
                throw new UnreadableImageException("JPEG 2000 whose components differ in depth is not supported");
            depth = own;
            if (fields.Byte() != 1 || fields.Byte() != 1)
                throw new UnreadableImageException("JPEG 2000 with subsampled components is not supported");
        }
        var precision = (depth & 0x7F) + 1;
        return precision <= 16
            ? (precision, (depth & 0x80) != 0)
            : throw new UnreadableImageException($"JPEG 2000 with {precision} bits a sample is not supported (1 to 16 are)");
    }
}
