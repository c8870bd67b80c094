using Equipoise.Common;
using Equipoise.Data.Phantoms;

namespace Equipoise.Tests.Data.Phantoms;

public class PhantomRendererTests
{
    [Fact]
    public void Draw_OfTheSameFactors_GivesTheSameBytes()
    {
        var first = PhantomSampler.Draw(PhantomClass.Diffuse, new Seed(1));
        var second = PhantomSampler.Draw(PhantomClass.Diffuse, new Seed(1));

        Assert.Equal(PhantomRenderer.Draw(first, 80).Pixels, PhantomRenderer.Draw(second, 80).Pixels);
    }

    // No platform's mathematical library takes part, so the bytes hold everywhere; a new hash means that every dataset changed.
    [Theory]
    [InlineData(64, "e21eb5b2a7e7")]
    [InlineData(256, "f756121a171c")]
    public void Draw_OfAKnownSeed_GivesTheKnownBytes(int size, string hash) =>
        Assert.Equal(hash, ContentHash.Of(PhantomRenderer.Draw(PhantomSampler.Draw(PhantomClass.Diffuse, new Seed(1)), size).Pixels).Short);

    [Theory]
    [InlineData(PhantomClass.Normal, 128)]
    [InlineData(PhantomClass.Focal, 128)]
    [InlineData(PhantomClass.Diffuse, 128)]
    [InlineData(PhantomClass.Normal, 256)]
    [InlineData(PhantomClass.Focal, 256)]
    [InlineData(PhantomClass.Diffuse, 256)]
    public void Draw_AtALargerSize_AveragesToTheSmallDrawing(PhantomClass kind, int size)
    {
        for (var i = 0; i < 3; i++)
        {
            var factors = PhantomSampler.Draw(kind, new Seed(2).For(i));
            var small = PhantomRenderer.Draw(factors, 64).Pixels;
            var averaged = Average(PhantomRenderer.Draw(factors, size).Pixels, size);

            Assert.InRange(small.Zip(averaged, (a, b) => Math.Abs(a - b)).Average(), 0, 5);
            Assert.InRange(small.Zip(averaged, (a, b) => a - b).Average(), -0.5, 0.5);
        }
    }

    [Theory]
    [InlineData(PhantomClass.Focal)]
    [InlineData(PhantomClass.Diffuse)]
    public void Draw_WithOpacities_ChangesTheLungsAndNothingElse(PhantomClass kind)
    {
        for (var i = 0; i < 10; i++)
        {
            var factors = PhantomSampler.Draw(kind, new Seed(4).For(i));
            var ill = PhantomRenderer.Draw(factors, 128).Pixels;
            var well = PhantomRenderer.Draw(factors with { Opacities = [] }, 128).Pixels;
            var lungs = PhantomRenderer.LungMask(factors, 128);

            Assert.DoesNotContain(Enumerable.Range(0, ill.Length), p => lungs[p] == 0 && ill[p] != well[p]);
            var changed = Enumerable.Range(0, ill.Length).Count(p => ill[p] - well[p] > 12) / (double)lungs.Count(m => m > 0.5);
            Assert.InRange(changed, kind == PhantomClass.Focal ? 0.01 : 0.25, kind == PhantomClass.Focal ? 0.30 : 0.95);
        }
    }

    [Theory]
    [InlineData(63)]
    [InlineData(257)]
    public void Draw_OutsideTheSizes_Throws(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PhantomRenderer.Draw(new PhantomFactors(), size));

    private static double[] Average(byte[] pixels, int size)
    {
        var result = new double[64 * 64];
        var block = size / 64;
        for (var i = 0; i < pixels.Length; i++)
            result[i / size / block * 64 + i % size / block] += pixels[i] / (double)(block * block);
        return result;
    }
}
