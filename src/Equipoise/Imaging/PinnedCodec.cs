using System.Runtime.InteropServices;
using SkiaSharp;

namespace Equipoise.Imaging;

/// <summary>Skia's decoder of a file in managed memory, which it reads where it lies.</summary>
internal sealed class PinnedCodec : IDisposable
{
    private readonly GCHandle _pin;
    private readonly SKData _data;

    /// <exception cref="UnreadableImageException">Not an image that Skia knows.</exception>
    public PinnedCodec(byte[] file)
    {
        if (file.Length == 0)
            throw new UnreadableImageException("empty file");
        _pin = GCHandle.Alloc(file, GCHandleType.Pinned);
        _data = SKData.Create(_pin.AddrOfPinnedObject(), file.Length);
        Codec = SKCodec.Create(_data)!;
        if (Codec is not null)
            return;
        Free();
        throw new UnreadableImageException("not an image that can be read (JPEG, PNG, WebP, BMP or GIF)");
    }

    public SKCodec Codec { get; }

    public void Dispose()
    {
        Codec.Dispose();
        Free();
    }

    private void Free()
    {
        _data.Dispose();
        _pin.Free();
    }
}
