using Equipoise.Common;

namespace Equipoise.Data.Arrays;

/// <summary>What the readers of array files share. Inside they throw <see cref="InvalidDataException"/> with a reason.</summary>
internal static class ArrayFile
{
    private const int FirstStep = 1 << 16;

    /// <summary>Opens a file and reads it; whatever is wrong with it becomes a message that names the file.</summary>
    /// <exception cref="UserException">The file is missing, unreadable or malformed.</exception>
    public static T Read<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return read(stream);
        }
        catch (Exception e) when (Damage.Is(e))
        {
            throw Bad(path, e);
        }
    }

    /// <summary>The message for a file that cannot be read.</summary>
    public static UserException Bad(string path, Exception e) => new(
        ExitCode.BadData, $"'{path}' cannot be read: {Damage.Words(e)}",
        "Make or download it again.", e);

    /// <summary>
    /// Exactly this many bytes. The buffer grows with what arrives, so that a length that is a lie costs no more memory
    /// than the file has data.
    /// </summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public static byte[] ReadExactly(Stream stream, long count)
    {
        var buffer = new byte[Math.Min(count, FirstStep)];
        var have = 0;
        while (true)
        {
            have += stream.ReadAtLeast(buffer.AsSpan(have), buffer.Length - have, throwOnEndOfStream: false);
            if (have < buffer.Length)
                throw new InvalidDataException($"it ends early: {count:N0} bytes of data announced, {have:N0} found.");
            if (have == count)
                return buffer;
            Array.Resize(ref buffer, (int)Math.Min(count, 4L * have));
        }
    }

    /// <exception cref="InvalidDataException">There is more.</exception>
    public static void RequireEnd(Stream stream)
    {
        if (stream.ReadByte() >= 0)
            throw new InvalidDataException("it holds more data than its header announces.");
    }

    /// <summary>Bytes of an array of this shape, refused before anything is allocated.</summary>
    /// <param name="stored">Bytes it takes in its file, compressed or not.</param>
    /// <exception cref="InvalidDataException">Larger than allowed.</exception>
    public static long RequireSize(IEnumerable<int> shape, ElementType type, long stored, ArrayLimits limits)
    {
        // A zero anywhere makes the array empty, whatever stands beside it.
        var bytes = shape.Contains(0) ? UInt128.Zero : (UInt128)type.Size();
        foreach (var side in shape)
        {
            bytes *= (uint)side;
            if (bytes > long.MaxValue)
                throw new InvalidDataException($"its shape [{string.Join(',', shape)}] is larger than any file.");
        }
        return limits.Objection((long)bytes, stored) is { } objection ? throw new InvalidDataException(objection + ".") : (long)bytes;
    }
}
