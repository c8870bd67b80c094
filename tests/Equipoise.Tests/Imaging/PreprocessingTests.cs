using Equipoise.Imaging;

namespace Equipoise.Tests.Imaging;

public class PreprocessingTests
{
    private static RawImage White(int width, int height, int channels = 1) => new(width, height, channels, [.. Enumerable.Repeat((byte)255, width * height * channels)]);

    [Fact]
    public void Apply_PadWideImage_BlackBarsAboveAndBelow()
    {
        var square = new Preprocessing(32, 1, Fit.Pad).Apply(White(100, 50));
        Assert.All(square.Take(8 * 32).Concat(square.TakeLast(8 * 32)), p => Assert.Equal(0, p));
        Assert.All(square.Skip(8 * 32).Take(16 * 32), p => Assert.Equal(255, p));
    }

    [Theory]
    [InlineData(Fit.Crop)]
    [InlineData(Fit.Stretch)]
    public void Apply_CropOrStretch_NoBars(Fit fit) => Assert.All(new Preprocessing(32, 1, fit).Apply(White(40, 100)), p => Assert.Equal(255, p));

    [Fact]
    public void Apply_CropWideImage_TheMiddle()
    {
        var image = White(96, 32);
        for (var y = 0; y < 32; y++)
            image.Pixels.AsSpan(y * 96, 32).Clear();
        Assert.All(new Preprocessing(32, 1, Fit.Crop).Apply(image), p => Assert.Equal(255, p));
    }

    [Fact]
    public void Apply_Colour_PlanesInOrder()
    {
        var image = new RawImage(32, 32, 3, [.. Enumerable.Range(0, 32 * 32).SelectMany(_ => new byte[] { 1, 2, 3 })]);
        var planes = new Preprocessing(32, 3, Fit.Pad).Apply(image);
        Assert.Equal([1, 2, 3], new[] { planes[0], planes[32 * 32], planes[2 * 32 * 32] });
    }

    [Fact]
    public void WithChannels_PureColours_Bt601Luma()
    {
        var grey = new RawImage(3, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255]).WithChannels(1);
        Assert.Equal([76, 150, 29], grey.Pixels.Select(p => (int)p));
    }
}
