using System.IO.Compression;
using Equipoise.Common;
using Equipoise.Data.Archives;

namespace Equipoise.Data.Arrays;

/// <summary>Reads NPZ, NumPy's zip of named NPY arrays.</summary>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    private readonly string _path;
    private readonly ArrayLimits _limits;
    private readonly ZipArchive _zip;
    private readonly long _length;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    private NpzFile(string path, FileStream stream, ArrayLimits limits)
    {
        (_path, _limits, _length) = (path, limits, stream.Length);
        ZipDirectory.Require(stream, limits.MaxEntries);
        _zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries.Where(e => e.FullName.EndsWith(Extension, StringComparison.Ordinal)))
            if (!_entries.TryAdd(entry.FullName[..^Extension.Length], entry))
                throw new InvalidDataException($"it holds two arrays named '{Printable.Name(entry.FullName[..^Extension.Length])}'.");
    }

    /// <summary>The arrays' names, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens a file and lists its arrays; none is read yet.</summary>
    /// <exception cref="UserException">Missing, or not a sound zip file.</exception>
    public static NpzFile Open(string path, ArrayLimits limits)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return new NpzFile(path, stream, limits);
        }
        catch (Exception e) when (Damage.Is(e))
        {
            stream?.Dispose();
            throw ArrayFile.Bad(path, e);
        }
    }

    /// <summary>Reads one array.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="fractions">Whether it may hold fractions.</param>
    /// <exception cref="UserException">Damaged, too large, or not of whole numbers.</exception>
    public NdArray Read(string name, bool fractions = false)
    {
        var entry = _entries[name];
        try
        {
            if (entry.IsEncrypted)
                throw new InvalidDataException("it is encrypted.");
            using var stream = new ChecksumStream(entry.Open());
            // What the directory says of the compressed length may be a lie, the file's length is not.
            var array = NpyFile.Read(stream, Math.Min(entry.CompressedLength, _length), _limits, fractions);
            return stream.Crc == entry.Crc32 ? array : throw new InvalidDataException("it is damaged: its checksum differs.");
        }
        catch (Exception e) when (Damage.Is(e))
        {
            throw ArrayFile.Bad($"{_path}/{name}", e);
        }
    }

    public void Dispose() => _zip.Dispose();
}
