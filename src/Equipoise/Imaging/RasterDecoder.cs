using SkiaSharp;

namespace Equipoise.Imaging;

/// <summary>Decodes JPEG, PNG, WebP, BMP and GIF through Skia. Formats are told by content, never by file name.</summary>
public static class RasterDecoder
{
    /// <summary>Reads the header only.</summary>
    /// <exception cref="UnreadableImageException">Not an image, or outside <paramref name="limits"/>.</exception>
    public static ImageHeader ReadHeader(byte[] file, ImageLimits limits)
    {
        using var open = new PinnedCodec(file);
        return Check(open.Codec, file, limits);
    }

    /// <summary>Decodes the image, upright.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="atLeast">
    /// A JPEG may be decoded at a fraction of its size (an exact block average in the frequency domain, much faster)
    /// as long as its shorter side keeps twice this many pixels, so that the resize that follows still decides the look.
    /// </param>
    /// <param name="limits">What is refused before decoding.</param>
    /// <exception cref="UnreadableImageException">Not an image, truncated, or outside <paramref name="limits"/>.</exception>
    public static RawImage Decode(byte[] file, int channels, int atLeast, ImageLimits limits)
    {
        using var open = new PinnedCodec(file);
        var codec = open.Codec;
        Check(codec, file, limits);
        return Orientation.Upright((OwnPng(file, channels) ?? Pixels(codec, 2 * atLeast)).WithChannels(channels), codec.EncodedOrigin);
    }

    // Skia says what is wrong with a damaged one, but of 16 bits it sees only the upper eight.
    private static RawImage? OwnPng(byte[] file, int channels)
    {
        if (PngHeader.Read(file) is not { } header || !PngDecoder.Takes(header))
            return null;
        var image = PngDecoder.Decode(file, header, channels);
        return image is null && header.BitDepth == 16 ? throw new UnreadableImageException("truncated or corrupt image data") : image;
    }

    private static RawImage Pixels(SKCodec codec, int shorterSide)
    {
        var size = ScaledSize(codec, shorterSide);
        var grey = codec.Info.ColorType == SKColorType.Gray8;
        var info = new SKImageInfo(size.Width, size.Height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, grey ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info))
            throw new UnreadableImageException($"no memory for {size.Width} x {size.Height} pixels", new OutOfMemoryException());
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new UnreadableImageException(result switch
            {
                SKCodecResult.IncompleteInput => "truncated: the image data ends early",
                SKCodecResult.ErrorInInput => "corrupt image data",
                _ => $"cannot be decoded ({result})",
            });
        return Copy(bitmap, grey);
    }

    private static ImageHeader Check(SKCodec codec, byte[] file, ImageLimits limits)
    {
        var turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var (w, h) = turned ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        var header = WithDepth(file, new ImageHeader(
            codec.EncodedFormat.ToString().ToLowerInvariant(), w, h, codec.Info.ColorType == SKColorType.Gray8 ? 1 : 3));
        return limits.Objection(header, file.Length) is { } objection ? throw new UnreadableImageException(objection) : header;
    }

    // What Skia does not tell.
    private static ImageHeader WithDepth(byte[] file, ImageHeader header)
    {
        if (PngHeader.Read(file) is { } png)
            return header with { Channels = png.Colours, BitDepth = png.BitDepth, ColourModel = png.ColourModel };
        if (JpegHeader.Read(file) is { } jpeg)
            return header with { BitDepth = jpeg.BitDepth, ColourModel = jpeg.ColourModel };
        return header;
    }

    private static SKSizeI ScaledSize(SKCodec codec, int shorterSide)
    {
        var full = new SKSizeI(codec.Info.Width, codec.Info.Height);
        if (codec.EncodedFormat != SKEncodedImageFormat.Jpeg)
            return full;
        for (var eighths = 1; eighths < 8; eighths++)
            if (codec.GetScaledDimensions(eighths / 8f) is var size && Math.Min(size.Width, size.Height) >= shorterSide)
                return size;
        return full;
    }

    private static RawImage Copy(SKBitmap bitmap, bool grey)
    {
        var (width, height, rowBytes) = (bitmap.Width, bitmap.Height, bitmap.RowBytes);
        var channels = grey ? 1 : 3;
        var pixels = new byte[width * height * channels];
        var source = bitmap.GetPixelSpan();
        for (var y = 0; y < height; y++)
        {
            var row = source.Slice(y * rowBytes, width * (grey ? 1 : 4));
            var target = pixels.AsSpan(y * width * channels, width * channels);
            if (grey)
                row.CopyTo(target);
            else
                for (var x = 0; x < width; x++)
                    row.Slice(4 * x, 3).CopyTo(target[(3 * x)..]);
        }
        return new RawImage(width, height, channels, pixels);
    }
}
