using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Tests.Data;

public class ImageSetsTests
{
    [Fact]
    public void ToFloat_EveryByte_AsLibTorchComputes()
    {
        using var scope = NewDisposeScope();
        var pixels = arange(0, 259, ScalarType.Int32).to(ScalarType.Byte);
        var expected = pixels.to(ScalarType.Float32).div(127.5).sub(1);
        var images = ImageSets.ToFloat(pixels);
        Assert.Equal(expected.data<float>().ToArray(), images.data<float>().ToArray());
        Assert.Equal((-1f, 1f), (images[0].item<float>(), images[255].item<float>()));
    }

    [Fact]
    public void ToFloat_TransposedTensor_SameElements()
    {
        using var scope = NewDisposeScope();
        var pixels = arange(0, 6 * 40, ScalarType.Int32).to(ScalarType.Byte).reshape(6, 40);
        Assert.True(ImageSets.ToFloat(pixels.t()).equal(ImageSets.ToFloat(pixels).t()).all().item<bool>());
    }
}
