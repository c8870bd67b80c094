using Equipoise.Common;
using Equipoise.Generators.Losses;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Losses;

public class WrongLabelsTests
{
    private const int Classes = 4, Each = 3000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draw_EveryTrueLabel_UniformOverTheOthersOrAll(bool mayBeTrue)
    {
        using var scope = NewDisposeScope();
        var truth = arange(Classes).repeat_interleave(Each);
        var drawn = WrongLabels.Draw(truth, Classes, mayBeTrue, new Seed(1)).data<long>().ToArray();
        var choices = mayBeTrue ? Classes : Classes - 1;
        for (var t = 0; t < Classes; t++)
        {
            var counts = drawn[(t * Each)..((t + 1) * Each)].CountBy(d => d).ToDictionary();
            Assert.All(counts.Keys, c => Assert.InRange(c, 0, Classes - 1));
            Assert.Equal(choices, counts.Count);
            Assert.Equal(mayBeTrue, counts.ContainsKey(t));
            // Five standard deviations of a binomial count.
            Assert.All(counts.Values, n => Assert.Equal((double)Each / choices, n, 5 * Math.Sqrt(Each / (double)choices)));
        }
    }

    [Fact]
    public void Draw_Seed_Repeats()
    {
        using var scope = NewDisposeScope();
        long[] Draw(ulong seed) => [.. WrongLabels.Draw(zeros(50, ScalarType.Int64), 3, false, new Seed(seed)).data<long>()];
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void Draw_OneClass_RefusedUnlessTrueLabelsWillDo()
    {
        using var scope = NewDisposeScope();
        var truth = zeros(5, ScalarType.Int64);
        Assert.Throws<ArgumentException>(() => WrongLabels.Draw(truth, 1, false, new Seed(1)));
        Assert.Equal(0, WrongLabels.Draw(truth, 1, true, new Seed(1)).max().item<long>());
    }
}
