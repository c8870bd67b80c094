using System.Buffers.Binary;
using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data.Arrays;

/// <summary>An array seen as images: [N,H,W], [N,H,W,C] or [N,C,H,W] uint8, where C is 1 or 3.</summary>
internal sealed class ImageStack
{
    private readonly NdArray _array;
    private readonly bool _planar;

    /// <param name="name">What the array is called, for messages.</param>
    /// <exception cref="UserException">It has another shape or type.</exception>
    public ImageStack(NdArray array, string name)
    {
        _array = array;
        var shape = array.Shape;
        if (array.Type != ElementType.UInt8)
            throw UserException.BadData(
                $"'{name}' holds {array}; images must be uint8, 0 to 255.", "Scale the values and save them as uint8.");
        _planar = shape.Count == 4 && shape[3] is not (1 or 3) && shape[1] is 1 or 3;
        if (shape.Count != 3 && !(shape.Count == 4 && (_planar || shape[3] is 1 or 3)))
            throw UserException.BadData(
                $"'{name}' holds {array}; images must be [N,H,W] (grey), [N,H,W,3] or [N,3,H,W] (colour).",
                "Volumes and lists of flat vectors are not read: reshape them, or save their slices as images.");
        (Height, Width, Channels) = shape.Count == 3 ? (shape[1], shape[2], 1)
            : _planar ? (shape[2], shape[3], shape[1])
            : (shape[1], shape[2], shape[3]);
    }

    public int Count => _array.Shape[0];

    public int Height { get; }

    public int Width { get; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <summary>A copy of one image.</summary>
    public RawImage this[int i]
    {
        get
        {
            var bytes = Bytes(i);
            if (!_planar || Channels == 1)
                return new RawImage(Width, Height, Channels, bytes.ToArray());
            var (plane, pixels) = (Width * Height, new byte[bytes.Length]);
            for (var p = 0; p < plane; p++)
                for (var c = 0; c < Channels; c++)
                    pixels[p * Channels + c] = bytes[c * plane + p];
            return new RawImage(Width, Height, Channels, pixels);
        }
    }

    /// <summary>The hash of one image's size and pixels: the same bytes in another shape are another image.</summary>
    public ContentHash Hash(int i)
    {
        var image = this[i];
        var content = new byte[12 + image.Pixels.Length];
        BinaryPrimitives.WriteInt32LittleEndian(content, Width);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(4), Height);
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(8), Channels);
        image.Pixels.CopyTo(content, 12);
        return ContentHash.Of(content);
    }

    private ReadOnlySpan<byte> Bytes(int i)
    {
        var size = Width * Height * Channels;
        return _array.Bytes.Slice(checked(i * size), size);
    }
}
