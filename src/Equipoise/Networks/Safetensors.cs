using System.Buffers.Binary;
using System.Text.Json;
using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// The safetensors format: eight bytes with the length of a JSON header, the header with each tensor's type, shape
/// and place, then the data, little-endian, without gaps. Reading is strict: whatever does not fit exactly is refused.
/// </summary>
public static class Safetensors
{
    private const int MaxHeader = 16 << 20;

    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8),
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
        ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2),
        ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    /// <summary>Writes tensors, by name in ordinal order, atomically.</summary>
    /// <param name="metadata">Strings to keep with them.</param>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        var ordered = tensors.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Name: t.Key, Tensor: t.Value.detach().cpu().contiguous())).ToList();
        var header = new Dictionary<string, object>();
        if (metadata is { Count: > 0 })
            header["__metadata__"] = metadata;
        var offset = 0L;
        foreach (var (name, t) in ordered)
        {
            var end = offset + t.numel() * t.ElementSize;
            var type = Types.First(k => k.Value.Type == t.dtype).Key;
            header[name] = new { dtype = type, shape = t.shape, data_offsets = new[] { offset, end } };
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        AtomicFile.Write(path, stream =>
        {
            // The data begins at a multiple of eight; the header is padded with spaces.
            var padded = (json.Length + 7) / 8 * 8;
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded);
            stream.Write(length);
            stream.Write(json);
            for (var i = json.Length; i < padded; i++)
                stream.WriteByte((byte)' ');
            foreach (var (_, t) in ordered)
                stream.Write(t.bytes);
        });
    }

    /// <summary>Reads tensors onto the CPU; the caller disposes them.</summary>
    /// <exception cref="UserException">Not a valid safetensors file.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.BadData, $"Cannot read the weights '{path}': {e.Message}", inner: e);
        }
    }

    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    private static Dictionary<string, Tensor> Read(Stream file, string path)
    {
        var entries = ReadHeader(file, path, out var dataLength);
        Require(path, entries.Count == 0 ? dataLength == 0 : entries[^1].End == dataLength, "the data does not end where the last tensor ends");
        var result = new Dictionary<string, Tensor>();
        foreach (var entry in entries)
        {
            var t = empty(entry.Shape, entry.Type).DetachFromDisposeScope();
            result[entry.Name] = t;
            file.ReadExactly(t.bytes);
        }
        return result;
    }

    // In the order of the data; checked to follow one another without gap or overlap.
    private static List<Entry> ReadHeader(Stream file, string path, out long dataLength)
    {
        Require(path, file.Length >= 8, "it is shorter than 8 bytes");
        Span<byte> length = stackalloc byte[8];
        file.ReadExactly(length);
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        Require(path, headerLength is > 1 and <= MaxHeader && headerLength <= file.Length - 8, $"its header claims {headerLength:N0} bytes");
        var json = new byte[headerLength];
        file.ReadExactly(json);
        dataLength = file.Length - 8 - headerLength;
        try
        {
            using var document = JsonDocument.Parse(json);
            var entries = document.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__")
                .Select(p => Parse(p, path)).OrderBy(e => e.Begin).ThenBy(e => e.End).ToList();
            Require(path, entries.DistinctBy(e => e.Name).Count() == entries.Count, "two tensors share a name");
            var expected = 0L;
            foreach (var entry in entries)
            {
                Require(path, entry.Begin == expected, $"'{entry.Name}' does not begin where the tensor before it ends");
                expected = entry.End;
            }
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw Invalid(path, $"its header is malformed: {e.Message}");
        }
    }

    private static Entry Parse(JsonProperty property, string path)
    {
        var dtype = property.Value.GetProperty("dtype").GetString() ?? "";
        Require(path, Types.TryGetValue(dtype, out var type), $"'{property.Name}' has the unknown type '{dtype}'");
        var shape = property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
        Require(path, offsets is [>= 0, _] && offsets[1] >= offsets[0] && shape.All(d => d >= 0), $"'{property.Name}' has impossible offsets or shape");
        var size = shape.Aggregate((long)type.Bytes, (a, d) => checked(a * d));
        Require(path, offsets[1] - offsets[0] == size, $"'{property.Name}' needs {size:N0} bytes and has {offsets[1] - offsets[0]:N0}");
        return new Entry(property.Name, type.Type, shape, offsets[0], offsets[1]);
    }

    private static void Require(string path, bool condition, string otherwise)
    {
        if (!condition)
            throw Invalid(path, otherwise);
    }

    private static UserException Invalid(string path, string why) =>
        UserException.BadData($"'{path}' is not a valid safetensors file: {why}.", "It may be damaged; make or copy it again.");
}
