using System.Runtime.CompilerServices;
using JpegLibrary;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Decodes the components of a DCT-coded JPEG stream as they are, without colour conversion.</summary>
internal static class JpegSamples
{
    /// <param name="stream">A stream whose markers have been checked.</param>
    /// <param name="markers">Its markers.</param>
    /// <returns>[H,W,C], clipped to the precision.</returns>
    public static int[] Decode(ReadOnlyMemory<byte> stream, JpegMarkers markers)
    {
        // In a scan of its own a component's blocks come row by row (A.2.2), which JpegLibrary 0.4.32 does not know.
        if (markers.Subsampled && (markers.Scans > 1 || markers.Components == 1))
            throw new UnreadableImageException("JPEG with subsampled components in scans of their own cannot be read");
        var decoder = new JpegDecoder();
        decoder.SetInput(stream);
        decoder.Identify();
        var writer = new Writer(markers);
        decoder.SetOutputWriter(writer);
        decoder.Decode();
        return writer.Values;
    }

    private sealed class Writer(JpegMarkers markers) : JpegBlockOutputWriter
    {
        private const int Side = 8;
        private readonly int _max = (1 << markers.Precision) - 1;

        public int[] Values { get; } = new int[markers.Width * markers.Height * markers.Components];

        public override void WriteBlock(ref short block, int component, int x, int y)
        {
            var (columns, rows) = (Math.Min(Side, markers.Width - x), Math.Min(Side, markers.Height - y));
            for (var j = 0; j < rows; j++)
                for (var i = 0; i < columns; i++)
                    Values[((y + j) * markers.Width + x + i) * markers.Components + component] =
                        Math.Clamp(Unsafe.Add(ref block, Side * j + i), (short)0, (short)_max);
        }
    }
}
