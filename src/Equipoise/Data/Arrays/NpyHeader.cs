using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Equipoise.Data.Arrays;

/// <summary>The header of an NPY file, versions 1 to 3 (NumPy Enhancement Proposal 1 and <c>numpy.lib.format</c>).</summary>
internal sealed partial record NpyHeader(ElementType Type, bool BigEndian, bool FortranOrder, IReadOnlyList<int> Shape)
{
    private const int MaxLength = 10_000;
    private const int MaxDimensions = 32;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads up to the first byte of data.</summary>
    /// <param name="fractions">Whether it may hold fractions.</param>
    /// <exception cref="InvalidDataException">Malformed, or of a type that is not read.</exception>
    public static NpyHeader Read(Stream stream, bool fractions = false)
    {
        var start = ArrayFile.ReadExactly(stream, 8);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new InvalidDataException("it is not an NPY array.");
        if (start[6] is < 1 or > 3 || start[7] != 0)
            throw new InvalidDataException($"NPY version {start[6]}.{start[7]} is unknown; 1.0, 2.0 and 3.0 are read.");
        var length = start[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(ArrayFile.ReadExactly(stream, 2))
            : BinaryPrimitives.ReadUInt32LittleEndian(ArrayFile.ReadExactly(stream, 4));
        if (length > MaxLength)
            throw new InvalidDataException($"its header of {length:N0} bytes is longer than {MaxLength:N0}.");
        return Parse(Encoding.Latin1.GetString(ArrayFile.ReadExactly(stream, length)), fractions);
    }

    private static NpyHeader Parse(string text, bool fractions)
    {
        var match = Dictionary().Match(text);
        var (descr, order, shape) = (match.Groups["descr"], match.Groups["order"], match.Groups["shape"]);
        if (descr.Captures.Count != 1 || order.Captures.Count != 1 || shape.Captures.Count != 1)
            throw new InvalidDataException(StructuredType().IsMatch(text)
                ? "it holds records of several fields; save a plain array of whole numbers."
                : "its header is not the dictionary of descr, fortran_order and shape that NumPy writes.");
        return new NpyHeader(TypeOf(descr.Value, fractions), descr.Value[0] == '>', order.Value == "True", ShapeOf(shape.Value));
    }

    private static ElementType TypeOf(string descr, bool fractions)
    {
        if (descr.TrimStart('|', '<', '>', '=').StartsWith('O'))
            throw new InvalidDataException(
                "it holds Python objects (pickle), which could run code and are never read; save it again with a whole-number type.");
        var known = descr.Length > 1 && descr[0] is '|' or '<' or '>' or '=';
        return (known ? descr[1..] : descr) switch
        {
            "b1" or "?" => ElementType.Bool,
            "u1" or "B" => ElementType.UInt8,
            "i1" or "b" => ElementType.Int8,
            "u2" => ElementType.UInt16,
            "i2" => ElementType.Int16,
            "u4" => ElementType.UInt32,
            "i4" => ElementType.Int32,
            "u8" => ElementType.UInt64,
            "i8" => ElementType.Int64,
            "f4" when fractions => ElementType.Float32,
            "f8" when fractions => ElementType.Float64,
            var other when other.StartsWith('f') => throw new InvalidDataException(
                $"it holds fractions (type '{descr}'); save images as uint8, 0 to 255, and labels as whole numbers."),
            _ => throw new InvalidDataException($"it holds values of type '{descr}'; bool and (u)int8 to (u)int64 are read."),
        };
    }

    private static int[] ShapeOf(string text)
    {
        var sides = text.Split(',', StringSplitOptions.TrimEntries);
        // A tuple of one has a comma at its end.
        if (sides[^1].Length == 0)
            sides = sides[..^1];
        if (sides.Length > MaxDimensions)
            throw new InvalidDataException($"it has {sides.Length} dimensions, more than {MaxDimensions}.");
        return [.. sides.Select(Side)];
    }

    private static int Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side)
            ? side
            : throw new InvalidDataException($"its shape has the side '{text}'; whole numbers up to {int.MaxValue:N0} are read.");

    private const string Entry =
        @"(?>\s*)(?:'descr'(?>\s*):(?>\s*)'(?<descr>[^']{1,64})'|'fortran_order'(?>\s*):(?>\s*)(?<order>True|False)"
        + @"|'shape'(?>\s*):(?>\s*)\((?<shape>[0-9, ]*)\))(?>\s*)";

    [GeneratedRegex(@"\A(?>\s*)\{" + Entry + "," + Entry + "," + Entry + @",?(?>\s*)\}\s*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"'descr'\s{0,9}:\s{0,9}\[", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StructuredType();
}
