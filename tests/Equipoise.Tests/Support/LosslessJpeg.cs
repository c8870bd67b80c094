namespace Equipoise.Tests.Support;

/// <summary>Encodes lossless JPEG (ITU-T T.81, annex H) with one flat Huffman table: every size has a code of 5 bits.</summary>
internal static class LosslessJpeg
{
    public static byte[] Encode(int[] samples, int width, int height, int bits, int predictor, int restartRows = 0)
    {
        List<byte> stream =
        [
            0xFF, 0xD8, 0xFF, 0xC3, 0, 11, (byte)bits, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
            0xFF, 0xC4, 0, 19 + 17, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 17).Select(s => (byte)s),
            0xFF, 0xDD, 0, 4, (byte)(restartRows * width >> 8), (byte)(restartRows * width),
            0xFF, 0xDA, 0, 8, 1, 1, 0, (byte)predictor, 0, 0,
        ];
        var row = new List<bool>();
        for (var y = 0; y < height; y++)
        {
            var first = y == 0 || restartRows > 0 && y % restartRows == 0;
            if (first && y > 0)
            {
                Flush(row, stream);
                stream.AddRange([0xFF, (byte)(0xD0 + (y / restartRows - 1) % 8)]);
            }
            for (var x = 0; x < width; x++)
                Difference(row, samples[y * width + x] - Predicted(samples, width, x, y, first, predictor, bits));
        }
        Flush(row, stream);
        return [.. stream, 0xFF, 0xD9];
    }

    private static int Predicted(int[] samples, int width, int x, int y, bool first, int predictor, int bits)
    {
        int At(int dx, int dy) => samples[(y - dy) * width + x - dx];
        if (first)
            return x == 0 ? 1 << (bits - 1) : At(1, 0);
        if (x == 0)
            return At(0, 1);
        var (a, b, c) = (At(1, 0), At(0, 1), At(1, 1));
        return new[] { a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1 }[predictor - 1];
    }

    private static void Difference(List<bool> bits, int difference)
    {
        // Differences are taken modulo 65536.
        difference = (short)difference;
        var size = difference == short.MinValue ? 16 : 32 - int.LeadingZeroCount(Math.Abs(difference));
        Write(bits, size, 5);
        if (size < 16)
            Write(bits, difference > 0 ? difference : difference + (1 << size) - 1, size);
    }

    private static void Write(List<bool> bits, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
            bits.Add((value >> i & 1) == 1);
    }

    private static void Flush(List<bool> bits, List<byte> stream)
    {
        while (bits.Count % 8 != 0)
            bits.Add(true);
        for (var i = 0; i < bits.Count; i += 8)
        {
            var value = (byte)Enumerable.Range(0, 8).Sum(k => bits[i + k] ? 128 >> k : 0);
            stream.Add(value);
            if (value == 0xFF)
                stream.Add(0);
        }
        bits.Clear();
    }
}
