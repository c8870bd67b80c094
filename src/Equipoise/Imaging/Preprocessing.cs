namespace Equipoise.Imaging;

/// <summary>How an image that is not square becomes square.</summary>
public enum Fit
{
    /// <summary>The whole image, with black bars: nothing is lost and nothing is distorted.</summary>
    Pad,

    /// <summary>The largest centred square.</summary>
    Crop,

    /// <summary>The whole image, its aspect ratio given up.</summary>
    Stretch,
}

/// <summary>What happens to every image before a network sees it. Resizing always starts from the whole image.</summary>
/// <param name="Resolution">Width and height of the result in pixels.</param>
/// <param name="Channels">1 (grey) or 3.</param>
/// <param name="Fit">How a rectangle becomes a square.</param>
public sealed record Preprocessing(int Resolution, int Channels, Fit Fit)
{
    /// <summary>Bytes of one prepared image.</summary>
    public int ImageBytes => Channels * Resolution * Resolution;

    /// <summary>The prepared image.</summary>
    /// <returns>[C,H,W] uint8.</returns>
    public byte[] Apply(RawImage image)
    {
        image = image.WithChannels(Channels);
        var square = Fit switch
        {
            Fit.Stretch => Resampler.Resize(image, Resolution, Resolution),
            Fit.Crop => Resampler.Resize(CropToSquare(image), Resolution, Resolution),
            _ => PadToSquare(Resampler.Resize(image, Scaled(image.Width, image), Scaled(image.Height, image))),
        };
        return ToPlanes(square);
    }

    private int Scaled(int side, RawImage image) =>
        Math.Max(1, (int)Math.Round((double)side * Resolution / Math.Max(image.Width, image.Height)));

    private static RawImage CropToSquare(RawImage image)
    {
        var side = Math.Min(image.Width, image.Height);
        return Place(image, side, -(image.Width - side) / 2, -(image.Height - side) / 2);
    }

    private RawImage PadToSquare(RawImage image) =>
        Place(image, Resolution, (Resolution - image.Width) / 2, (Resolution - image.Height) / 2);

    // Puts the image onto a black square, its corner at (left, top), either of which may be negative.
    private static RawImage Place(RawImage image, int side, int left, int top)
    {
        var c = image.Channels;
        var pixels = new byte[side * side * c];
        var (x0, x1) = (Math.Max(0, left), Math.Min(side, left + image.Width));
        for (var y = Math.Max(0, top); y < Math.Min(side, top + image.Height); y++)
            image.Pixels.AsSpan(((y - top) * image.Width + x0 - left) * c, (x1 - x0) * c)
                .CopyTo(pixels.AsSpan((y * side + x0) * c));
        return new RawImage(side, side, c, pixels);
    }

    private static byte[] ToPlanes(RawImage image)
    {
        var (c, plane) = (image.Channels, image.Width * image.Height);
        if (c == 1)
            return image.Pixels;
        var planes = new byte[image.Pixels.Length];
        for (var i = 0; i < plane; i++)
            for (var k = 0; k < c; k++)
                planes[k * plane + i] = image.Pixels[i * c + k];
        return planes;
    }

    /// <summary>A prepared image as one that can be looked at.</summary>
    /// <param name="planes">[C,H,W] uint8.</param>
    public RawImage FromPlanes(ReadOnlySpan<byte> planes)
    {
        var plane = Resolution * Resolution;
        var pixels = new byte[planes.Length];
        for (var i = 0; i < plane; i++)
            for (var k = 0; k < Channels; k++)
                pixels[i * Channels + k] = planes[k * plane + i];
        return new RawImage(Resolution, Resolution, Channels, pixels);
    }
}
