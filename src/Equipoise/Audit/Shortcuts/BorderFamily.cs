using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>The outermost strips of the image: collimation, frames, black bars. Missing where the image is too small for any.</summary>
[Named("border", "the outer 2 % on each side: brightness, pure black or white, even frames")]
public sealed class BorderFamily : IShortcutFamily
{
    private const double Depth = 0.02;
    private const int PerSide = 5;

    // Grey levels that count as pure, and the spread along a line up to which it counts as even; JPEG blurs both a little.
    private const int Black = 4, White = 251;
    private const double Even = 2;

    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the image's border";

    public int Width => 4 * PerSide;

    public void Measure(ProbedImage image, Span<double> features)
    {
        for (var side = 0; side < 4 && image.HasSurroundings; side++)
            MeasureSide(new Side(image.Grey, side), features.Slice(side * PerSide, PerSide));
    }

    private static void MeasureSide(Side side, Span<double> features)
    {
        var depth = Math.Max(1, (int)Math.Round(Depth * side.Lines));
        double sum = 0, squares = 0, black = 0, white = 0, count = depth * side.Length;
        for (var line = 0; line < depth; line++)
            for (var i = 0; i < side.Length; i++)
            {
                double v = side.At(line, i);
                (sum, squares) = (sum + v, squares + v * v);
                black += v <= Black ? 1 : 0;
                white += v >= White ? 1 : 0;
            }
        features[0] = sum / count;
        features[1] = Math.Sqrt(Math.Max(0, squares / count - features[0] * features[0]));
        features[2] = black / count;
        features[3] = white / count;
        features[4] = (double)EvenLines(side) / side.Lines;
    }

    private static int EvenLines(Side side)
    {
        var line = 0;
        while (line < side.Lines / 2 && Spread(side, line) <= Even)
            line++;
        return line;
    }

    private static double Spread(Side side, int line)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < side.Length; i++)
        {
            double v = side.At(line, i);
            (sum, squares) = (sum + v, squares + v * v);
        }
        var mean = sum / side.Length;
        return Math.Sqrt(Math.Max(0, squares / side.Length - mean * mean));
    }

    // Lines parallel to one side of the image, counted inwards: top, bottom, left, right.
    private readonly struct Side(RawImage image, int number)
    {
        public int Lines => number < 2 ? image.Height : image.Width;

        public int Length => number < 2 ? image.Width : image.Height;

        public byte At(int line, int i) => number switch
        {
            0 => image.Pixels[line * image.Width + i],
            1 => image.Pixels[(image.Height - 1 - line) * image.Width + i],
            2 => image.Pixels[i * image.Width + line],
            _ => image.Pixels[i * image.Width + image.Width - 1 - line],
        };
    }
}
