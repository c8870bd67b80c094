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
        for (var i = 0; i < Width * Height; i++)
            if (channels == 1)
                pixels[i] = (byte)((19595 * Pixels[3 * i] + 38470 * Pixels[3 * i + 1] + 7471 * Pixels[3 * i + 2] + 0x8000) >> 16);
            else
                pixels.AsSpan(channels * i, channels).Fill(Pixels[i]);
        return new RawImage(Width, Height, channels, pixels);
    }
}
