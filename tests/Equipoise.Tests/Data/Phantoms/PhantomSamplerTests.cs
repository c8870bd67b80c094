using Equipoise.Common;
using Equipoise.Data.Phantoms;

namespace Equipoise.Tests.Data.Phantoms;

public class PhantomSamplerTests
{
    public static TheoryData<PhantomClass> Classes => [.. Enum.GetValues<PhantomClass>()];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Draw_OfAnyClass_KeepsEveryFactorInItsRangeAndUsesTheRange(PhantomClass kind)
    {
        var drawn = Many(kind, 200);

        foreach (var (property, range) in PhantomFactors.Ranged)
        {
            var values = drawn.Select(f => Convert.ToDouble(property.GetValue(f))).ToList();
            Assert.All(values, v => Assert.InRange(v, range.Low, range.High));
            Assert.True(values.Max() - values.Min() > 0.9 * (range.High - range.Low), property.Name);
        }
    }

    [Fact]
    public void Draw_OfTwoClassesFromOneSeed_DiffersInTheOpacitiesOnly()
    {
        var normal = PhantomSampler.Draw(PhantomClass.Normal, new Seed(3));
        var diffuse = PhantomSampler.Draw(PhantomClass.Diffuse, new Seed(3));

        Assert.NotEmpty(diffuse.Opacities);
        Assert.Equal(normal, diffuse with { Opacities = normal.Opacities });
    }

    [Fact]
    public void Draw_OfNormal_HasNoOpacity() => Assert.All(Many(PhantomClass.Normal, 50), f => Assert.Empty(f.Opacities));

    [Fact]
    public void Draw_OfFocal_HasOneOrTwoSeparateOpacitiesWithinTheLungsAndClearOfTheHeart()
    {
        var drawn = Many(PhantomClass.Focal, 200);

        Assert.Equal([1, 2], drawn.Select(f => f.Opacities.Count).Distinct().Order());
        foreach (var factors in drawn)
        {
            Assert.All(factors.Opacities, o => Assert.True(new Lungs(factors).Depth(o.X, o.Y) > 0.05));
            Assert.All(factors.Opacities, o => Assert.True(new Mediastinum(factors).Depth(o.X, o.Y) < -0.05));
            if (factors.Opacities is [var first, var second])
                Assert.True(first.DistanceTo(second) > first.Extent + second.Extent);
        }
    }

    [Fact]
    public void Draw_OfDiffuse_SpreadsOverBothLungs()
    {
        foreach (var factors in Many(PhantomClass.Diffuse, 100))
        {
            Assert.InRange(factors.Opacities.Count, 22, 34);
            Assert.InRange(factors.Opacities.Count(o => o.X < 0), 11, 17);
            Assert.All(factors.Opacities, o => Assert.True(new Lungs(factors).Depth(o.X, o.Y) > 0));
            Assert.True(factors.Opacities.Max(o => o.Y) - factors.Opacities.Min(o => o.Y) > 0.4);
        }
    }

    private static List<PhantomFactors> Many(PhantomClass kind, int count) =>
        [.. Enumerable.Range(0, count).Select(i => PhantomSampler.Draw(kind, new Seed(7).For(i)))];
}
