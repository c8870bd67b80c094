using System.IO.Compression;
using System.Text;
using Equipoise.Common;
using Equipoise.Data.Archives;
using static TorchSharp.torch;

namespace Equipoise.Networks.PyTorch;

/// <summary>
/// The zip archive that <c>torch.save</c> has written since PyTorch 1.6: a folder with <c>data.pkl</c> and the numbers of each
/// storage in <c>data/KEY</c>, all stored uncompressed. Inside, errors are <see cref="InvalidDataException"/> with a reason.
/// </summary>
internal sealed class PthArchive : IPthStorages
{
    private const string Pickle = "data.pkl";
    private const string ByteOrder = "byteorder";

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private readonly string _folder;

    public PthArchive(FileStream file)
    {
        ZipDirectory.Require(file, PickleLimits.Entries);
        _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _zip.Entries)
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new InvalidDataException($"it holds two entries named '{Printable.Name(entry.FullName)}'.");
        // Entries that lie upon one another would take more memory than the file has bytes.
        if (_entries.Values.Any(e => e.Length < 0) || _entries.Values.Aggregate((Int128)0, (sum, e) => sum + e.Length) > file.Length)
            throw new InvalidDataException("its entries are larger together than the file; torch.save does not compress.");
        _folder = Folder();
        RequireLittleEndian();
    }

    /// <inheritdoc/>
    public object? Contents() => PickleMachine.Read(ReadSmall(Pickle, PickleLimits.Bytes));

    /// <inheritdoc/>
    public Tensor Read(StoredNumbers numbers)
    {
        var entry = Find($"data/{numbers.Key}");
        var bytes = TensorBytes.Count([numbers.Count], numbers.Type);
        if (bytes != entry.Length)
            throw new InvalidDataException(
                $"'{Printable.Name(entry.FullName)}' has {entry.Length:N0} bytes; {numbers.Count:N0} numbers of type {numbers.Type.Safetensors} take {bytes:N0}.");
        return Read(entry, stream => TensorBytes.Read(stream, [numbers.Count], numbers.Type));
    }

    public void Dispose() => _zip.Dispose();

    private string Folder()
    {
        var pickles = _entries.Keys.Where(n => n.EndsWith($"/{Pickle}", StringComparison.Ordinal) && n.Count(c => c == '/') == 1).ToList();
        if (pickles.Count != 1)
            throw new InvalidDataException($"it is a zip archive with {pickles.Count} {Pickle}, not one that torch.save wrote.");
        var folder = pickles[0][..^Pickle.Length];
        return _entries.ContainsKey($"{folder}constants.pkl")
            ? throw new InvalidDataException("it holds a TorchScript program, which is not run.")
            : folder;
    }

    private void RequireLittleEndian()
    {
        if (!_entries.ContainsKey(_folder + ByteOrder))
            return;
        var order = Encoding.ASCII.GetString(ReadSmall(ByteOrder, 16));
        if (order != "little")
            throw new InvalidDataException($"its numbers have the byte order '{Printable.Name(order)}'; little is read.");
    }

    private byte[] ReadSmall(string name, int limit)
    {
        var entry = Find(name);
        if (entry.Length > limit)
            throw new InvalidDataException($"'{Printable.Name(entry.FullName)}' has {entry.Length:N0} bytes; up to {limit:N0} are read.");
        return Read(entry, stream =>
        {
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    private ZipArchiveEntry Find(string name) => _entries.GetValueOrDefault(_folder + name)
        ?? throw new InvalidDataException($"it lacks the entry '{Printable.Name(name)}'.");

    private static T Read<T>(ZipArchiveEntry entry, Func<Stream, T> read)
    {
        if (entry.IsEncrypted || entry.CompressedLength != entry.Length)
            throw new InvalidDataException($"'{Printable.Name(entry.FullName)}' is encrypted or compressed; torch.save does neither.");
        using var stream = new ChecksumStream(entry.Open());
        var content = read(stream);
        return stream.ReadByte() < 0 && stream.Crc == entry.Crc32
            ? content
            : throw new InvalidDataException($"'{Printable.Name(entry.FullName)}' is damaged: its checksum differs.");
    }
}
