using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Networks;

/// <summary>One tensor in the header of a safetensors file.</summary>
/// <param name="Begin">First byte, from the beginning of the data.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record SafetensorsEntry(string Name, TensorType Type, long[] Shape, long Begin, long End);

/// <summary>The header of a safetensors file. Inside, errors are <see cref="InvalidDataException"/> with a reason.</summary>
internal static class SafetensorsHeader
{
    /// <summary>More than 100,000 tensors fit.</summary>
    public const int MaxBytes = 16 << 20;

    private const string Metadata = "__metadata__";
    private const int LengthBytes = 8;

    // The header is an object of objects with arrays.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 3, AllowDuplicateProperties = false };

    // Names stand as they are, not as escapes.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes before the data: the length, then JSON padded with spaces so that the data begins at a multiple of eight.</summary>
    /// <param name="tensors">In the order of the data.</param>
    /// <exception cref="ArgumentException">A tensor has the metadata's name, or the header would be too long.</exception>
    public static byte[] Write(
        IEnumerable<(string Name, TensorType Type, long[] Shape)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = new Dictionary<string, object>();
        if (metadata is { Count: > 0 })
            header[Metadata] = new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal);
        var offset = 0L;
        foreach (var (name, type, shape) in tensors)
        {
            if (name == Metadata)
                throw new ArgumentException($"No tensor can be named {Metadata}.", nameof(tensors));
            var end = offset + TensorBytes.Count(shape, type)!.Value;
            header[name] = new { dtype = type.Safetensors, shape, data_offsets = new[] { offset, end } };
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header, Plain);
        var padded = (json.Length + 7) / 8 * 8;
        if (padded > MaxBytes)
            throw new ArgumentException($"The names and shapes take {padded:N0} bytes, more than {MaxBytes:N0}.", nameof(tensors));
        var bytes = new byte[LengthBytes + padded];
        bytes.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        json.CopyTo(bytes, LengthBytes);
        return bytes;
    }

    /// <summary>The tensors, in the order of the data. Leaves the file at the data's beginning.</summary>
    /// <exception cref="InvalidDataException">Anything does not fit.</exception>
    public static IReadOnlyList<SafetensorsEntry> Read(Stream file)
    {
        var json = ReadJson(file);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var properties = document.RootElement.EnumerateObject().ToList();
            foreach (var property in properties.Where(p => p.NameEquals(Metadata)))
                RequireText(property.Value);
            List<SafetensorsEntry> entries =
                [.. properties.Where(p => !p.NameEquals(Metadata)).Select(Parse).OrderBy(e => e.Begin).ThenBy(e => e.End)];
            RequireSeamless(entries, file.Length - file.Position);
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"its header is malformed: {Printable.Name(e.Message)}", e);
        }
    }

    private static byte[] ReadJson(Stream file)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (file.Length < LengthBytes)
            throw new InvalidDataException($"it has {file.Length} bytes; a header begins with {LengthBytes}.");
        file.ReadExactly(length);
        var (bytes, rest) = (BinaryPrimitives.ReadUInt64LittleEndian(length), file.Length - LengthBytes);
        if (bytes is < 2 or > MaxBytes)
            throw new InvalidDataException($"its header claims {bytes:N0} bytes; 2 to {MaxBytes:N0} are read.");
        if (bytes > (ulong)rest)
            throw new InvalidDataException($"its header claims {bytes:N0} bytes, but only {rest:N0} follow.");
        var json = new byte[bytes];
        file.ReadExactly(json);
        return json[0] == '{' ? json : throw new InvalidDataException("its header does not begin with '{'.");
    }

    private static SafetensorsEntry Parse(JsonProperty property)
    {
        var name = Printable.Name(property.Name);
        if (property.Value.ValueKind != JsonValueKind.Object || property.Value.EnumerateObject().Count() != 3
            || !property.Value.TryGetProperty("dtype", out var dtype) || !property.Value.TryGetProperty("shape", out var sides)
            || !property.Value.TryGetProperty("data_offsets", out var offsets))
            throw new InvalidDataException($"'{name}' must have dtype, shape and data_offsets, and nothing else.");
        var type = TensorType.All.FirstOrDefault(t => dtype.ValueEquals(t.Safetensors)) ?? throw new InvalidDataException(
            $"'{name}' has the type '{Printable.Name(dtype.ToString())}'; {string.Join(", ", TensorType.All.Select(t => t.Safetensors))} are read.");
        if (sides.GetArrayLength() > TensorBytes.MaxDimensions || offsets.GetArrayLength() != 2)
            throw new InvalidDataException($"'{name}' must have at most {TensorBytes.MaxDimensions} sides and two offsets.");
        long[] shape = [.. sides.EnumerateArray().Select(d => d.GetInt64())];
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var bytes = TensorBytes.Count(shape, type)
            ?? throw new InvalidDataException($"'{name}' has the impossible shape [{string.Join(',', shape)}].");
        if (begin < 0 || end < begin || end - begin != bytes)
            throw new InvalidDataException(
                $"'{name}' has the offsets {begin} to {end}; {type.Safetensors} of shape [{string.Join(',', shape)}] takes {bytes:N0} bytes.");
        return new SafetensorsEntry(property.Name, type, shape, begin, end);
    }

    private static void RequireText(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object || metadata.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
            throw new InvalidDataException($"{Metadata} must hold nothing but strings.");
    }

    private static void RequireSeamless(List<SafetensorsEntry> entries, long data)
    {
        var at = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != at)
                throw new InvalidDataException(
                    $"'{Printable.Name(entry.Name)}' begins at {entry.Begin:N0}, but the data before it ends at {at:N0}: there must be neither gap nor overlap.");
            at = entry.End;
        }
        if (at != data)
            throw new InvalidDataException($"its tensors take {at:N0} bytes, but {data:N0} follow the header.");
    }
}
