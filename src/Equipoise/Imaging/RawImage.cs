namespace Equipoise.Imaging;

/// <summary>A decoded image.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Pixels">[H,W,C] uint8, row by row, channels interleaved.</param>
public sealed record RawImage(int Width, int Height, int Channels, byte[] Pixels)
{
    /// <summary>The same image with this many channels: grey is repeated; colour becomes luma (ITU-R BT.601, as Pillow and libjpeg have it).</summary>
    public RawImage WithChannels(int channels)
    {
        if (channels == Channels)
            return this;
        var pixels = new byte[Width * Height * channels];
        if (channels == 1)
            Luma(Pixels, pixels);
        else
            for (var i = 0; i < Width * Height; i++)
                pixels.AsSpan(channels * i, channels).Fill(Pixels[i]);
        return new RawImage(Width, Height, channels, pixels);
    }

    /// <summary>[N,3] red, green and blue to [N] luma.</summary>
    internal static void Luma(ReadOnlySpan<byte> rgb, Span<byte> grey)
    {
        for (var i = 0; i < grey.Length; i++, rgb = rgb[3..])
            grey[i] = (byte)((19595 * rgb[0] + 38470 * rgb[1] + 7471 * rgb[2] + 0x8000) >> 16);
    }
}
