using System.IO.Hashing;

namespace Equipoise.Data.Archives;

/// <summary>Passes reads through and keeps the CRC-32 of what was read; the framework does not check that of a zip entry.</summary>
internal sealed class ChecksumStream(Stream inner) : ForwardStream(inner)
{
    private readonly Crc32 _crc = new();

    /// <summary>Of everything read so far.</summary>
    public uint Crc => _crc.GetCurrentHashAsUInt32();

    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        _crc.Append(buffer[..read]);
        return read;
    }
}
