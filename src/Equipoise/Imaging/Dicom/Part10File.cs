using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Equipoise.Imaging.Dicom;

/// <summary>A DICOM file (PS3.10), also one without preamble or file meta group.</summary>
internal sealed class Part10File : IDicomFile
{
    private const int PreambleBytes = 128;

    /// <summary>A deflated data set is inflated this far to find the pixels; the rest waits until the header is checked.</summary>
    private const int DeflatedHeaderBytes = 16 << 20;

    private readonly ReadOnlyMemory<byte> _deflated;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly Dataset _dataset;

    /// <exception cref="UnreadableImageException">Not DICOM, or damaged.</exception>
    public Part10File(ReadOnlyMemory<byte> file)
    {
        if (!Recognises(file.Span))
            throw new UnreadableImageException("not DICOM");
        var start = HasMark(file.Span) ? PreambleBytes + 4 : 0;
        var (meta, end) = Dataset.ReadMeta(file, start);
        _content = file[end..];
        Syntax = meta.Text(Tags.TransferSyntaxUid) is { } uid ? TransferSyntax.Of(uid) : Guess(_content.Span);
        if (Syntax.Deflated)
        {
            _deflated = _content;
            _content = Deflated.Inflate(_deflated, DeflatedHeaderBytes);
        }
        _dataset = Dataset.Read(_content, Actual(Syntax.Encoding, _content.Span));
    }

    public TransferSyntax Syntax { get; }

    public IDicomAttributes Attributes => _dataset;

    public bool HasPixelData => _dataset.Find(Tags.PixelData) is { Value.Length: > 0 };

    /// <summary>
    /// Whether this content is DICOM: it has the mark after the preamble, or begins with an element of the file meta or of the
    /// identifying group, followed by another one or nothing.
    /// </summary>
    public static bool Recognises(ReadOnlySpan<byte> file)
    {
        if (HasMark(file))
            return !IsPicture(file) || FirstElement.Encoding(file[(PreambleBytes + 4)..]) is not null;
        return FirstElement.Encoding(file) is not null;
    }

    public ReadOnlyMemory<byte> FirstFrame(long nativeBytes, int frames)
    {
        var pixels = _dataset.Find(Tags.PixelData) ?? throw new UnreadableImageException("no image: the file has no pixel data");
        if (pixels.Length is not { } length)
            return Syntax.Encapsulated
                ? Fragments.FirstFrame(pixels.Value, frames)
                : throw new UnreadableImageException("damaged: native pixel data of undefined length");
        if (Syntax.Encapsulated)
            throw new UnreadableImageException("damaged: compressed pixel data that is not in fragments");
        if (length < nativeBytes * frames)
            throw Truncated(length, nativeBytes * frames);
        if (_deflated.Length == 0 && pixels.Value.Length < length)
            throw Truncated(pixels.Value.Length, length);
        if (pixels.Value.Length < nativeBytes)
            return Inflate(pixels.Start, nativeBytes);
        return Syntax.Encoding.BigEndian && !pixels.IsBytes ? Swapped(pixels.Value, nativeBytes) : pixels.Value[..(int)nativeBytes];
    }

    private static byte[] Swapped(ReadOnlyMemory<byte> pixels, long bytes)
    {
        var words = new ushort[(bytes + 1) / 2];
        var swapped = MemoryMarshal.AsBytes(words.AsSpan());
        pixels.Span[..Math.Min(pixels.Length, swapped.Length)].CopyTo(swapped);
        BinaryPrimitives.ReverseEndianness(words, words);
        return swapped[..(int)bytes].ToArray();
    }

    private ReadOnlyMemory<byte> Inflate(int start, long bytes)
    {
        var content = Deflated.Inflate(_deflated, start + bytes);
        return content.Length >= start + bytes
            ? content.Slice(start, (int)bytes)
            : throw Truncated(content.Length - start, bytes);
    }

    private static UnreadableImageException Truncated(long found, long expected) =>
        new($"truncated: {found:N0} bytes of pixel data instead of {expected:N0}");

    private static bool HasMark(ReadOnlySpan<byte> file) =>
        file.Length >= PreambleBytes + 4 && file.Slice(PreambleBytes, 4).SequenceEqual("DICM"u8);

    // A preamble may hold anything; in a JPEG or PNG these four letters are a coincidence.
    private static bool IsPicture(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || file[0] == 0x89 && file[1..].StartsWith("PNG"u8);

    private static TransferSyntax Guess(ReadOnlySpan<byte> content) => FirstElement.Encoding(content) switch
    {
        { BigEndian: true } => TransferSyntax.ExplicitBig,
        { Implicit: false } => TransferSyntax.ExplicitLittle,
        _ => TransferSyntax.ImplicitLittle,
    };

    // Some files are explicit where their meta group says implicit. The reverse shows in each element.
    private static ElementEncoding Actual(ElementEncoding said, ReadOnlySpan<byte> content) =>
        said.Implicit && FirstElement.Encoding(content) == ElementEncoding.ExplicitLittle ? ElementEncoding.ExplicitLittle : said;
}
