using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Decodes lossless Huffman-coded JPEG (ITU-T T.81, annex H). JpegLibrary 0.4.32 is right only for predictors 1 and 4.</summary>
internal sealed class JpegLossless
{
    private readonly JpegMarkers _markers;
    private readonly JpegHuffmanTable?[] _tables = new JpegHuffmanTable?[4];
    private readonly int[] _values;
    private byte[] _components = [];
    private int _restart;

    private JpegLossless(JpegMarkers markers)
    {
        _markers = markers;
        _values = new int[markers.Width * markers.Height * markers.Components];
    }

    /// <param name="stream">The whole stream.</param>
    /// <param name="markers">Its markers, of a lossless frame without subsampling.</param>
    /// <returns>[H,W,C].</returns>
    /// <exception cref="UnreadableImageException">Damaged, or shorter than the image.</exception>
    public static int[] Decode(ReadOnlySpan<byte> stream, JpegMarkers markers)
    {
        var decoder = new JpegLossless(markers);
        var segments = new JpegSegments(stream);
        while (segments.Next(out var marker, out var segment))
            if (marker == markers.Process)
                decoder._components = Identifiers(segment);
            else if (marker == JpegSegments.HuffmanTables)
                decoder.Define(segment);
            else if (marker == JpegSegments.RestartInterval)
                decoder._restart = segment.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : 0;
            else if (marker == JpegSegments.StartOfScan)
                decoder.Scan(segment, segments.Rest);
        return decoder._values;
    }

    private static byte[] Identifiers(ReadOnlySpan<byte> frame)
    {
        var identifiers = new byte[frame[5]];
        for (var k = 0; k < identifiers.Length; k++)
            identifiers[k] = frame[6 + 3 * k];
        return identifiers;
    }

    private void Define(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var at = segment[0] & 3;
            _tables[at] = JpegHuffmanTable.Read(segment[1..], out var length);
            segment = segment[(1 + length)..];
        }
    }

    private void Scan(ReadOnlySpan<byte> header, ReadOnlySpan<byte> coded)
    {
        var (predictor, shift) = (header[^3], header[^1] & 15);
        if (predictor is < 1 or > 7 || shift >= _markers.Precision)
            throw new UnreadableImageException("damaged: a lossless JPEG scan without predictor");
        if (_restart % _markers.Width != 0)
            throw new UnreadableImageException("damaged: a lossless JPEG scan that restarts within a row");
        var components = new (int Index, JpegHuffmanTable Table)[header[0]];
        for (var k = 0; k < components.Length; k++)
        {
            var index = Array.IndexOf(_components, header[1 + 2 * k]);
            components[k] = index >= 0 && _tables[header[2 + 2 * k] >> 4 & 3] is { } table
                ? (index, table)
                : throw new UnreadableImageException("damaged: a JPEG scan of what is not defined");
        }
        Rows(new JpegBits(coded), components, predictor, 1 << (_markers.Precision - shift - 1));
        foreach (var (index, _) in components)
            for (var i = index; shift > 0 && i < _values.Length; i += _components.Length)
                _values[i] <<= shift;
    }

    private void Rows(JpegBits bits, (int Index, JpegHuffmanTable Table)[] components, int predictor, int initial)
    {
        var (step, width) = (_components.Length, _markers.Width);
        var interval = _restart / width;
        for (var y = 0; y < _markers.Height; y++)
        {
            var first = y == 0 || interval > 0 && y % interval == 0;
            if (first && y > 0)
                bits.Restart();
            for (var x = 0; x < width; x++)
                foreach (var (index, table) in components)
                {
                    var at = (y * width + x) * step + index;
                    var above = at - width * step;
                    // The first row after a (re)start is predicted from the left, the first column from above (H.1.1).
                    var predicted = x == 0 ? first ? initial : _values[above]
                        : first ? _values[at - step]
                        : Predict(predictor, _values[at - step], _values[above], _values[above - step]);
                    _values[at] = predicted + bits.Difference(table) & 0xFFFF;
                }
        }
    }

    /// <summary>Table H.1: a is to the left, b above, c above to the left.</summary>
    private static int Predict(int predictor, int a, int b, int c) => predictor switch
    {
        1 => a,
        2 => b,
        3 => c,
        4 => a + b - c,
        5 => a + (b - c >> 1),
        6 => b + (a - c >> 1),
        _ => a + b >> 1,
    };
}
