using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class ResamplerTests
{
    [Fact]
    public void Resize_FormulaImages_AsPillowToTheBit()
    {
        foreach (var c in ReferenceNumbers.Read("resize.json").AsArray())
        {
            var (from, to, channels) = (c!["from"].Numbers(), c["to"].Numbers(), c["channels"]!.GetValue<int>());
            var (w, h) = ((int)from[0], (int)from[1]);
            var pixels = new byte[w * h * channels];
            for (var i = 0; i < pixels.Length; i++)
            {
                var (x, y) = (i / channels % w, i / channels / w);
                pixels[i] = (byte)((x * 7 + y * 13 + x * y % 31 * 5 + i % channels * 50) % 256);
            }
            var resized = Resampler.Resize(new RawImage(w, h, channels, pixels), (int)to[0], (int)to[1]).Pixels;
            Assert.Equal(c["pixels"].Numbers(), resized.Select(p => (double)p));
        }
    }

    [Fact]
    public void Resize_ConstantColour_StaysThatColour()
    {
        var image = new RawImage(31, 57, 3, [.. Enumerable.Range(0, 31 * 57).SelectMany(_ => new byte[] { 10, 200, 255 })]);
        Assert.All(Resampler.Resize(image, 8, 20).Pixels.Chunk(3), p => Assert.Equal([10, 200, 255], p));
    }

    // One-pixel stripes have no frequency that survives a reduction to a quarter: they must become grey, not a moiré.
    [Fact]
    public void Resize_FineStripes_NoAliasing()
    {
        var pixels = Enumerable.Range(0, 128 * 128).Select(i => (byte)(i % 2 * 255)).ToArray();
        var resized = Resampler.Resize(new RawImage(128, 128, 1, pixels), 32, 32);
        Assert.All(resized.Pixels.Chunk(32).SelectMany(r => r[2..^2]), p => Assert.InRange(p, 118, 138));
    }
}
