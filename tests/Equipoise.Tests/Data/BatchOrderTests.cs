using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Tests.Data;

public class BatchOrderTests
{
    [Fact]
    public void Shuffled_OneEpoch_EveryImageOnce()
    {
        var order = new ShuffledOrder(20, 4, new Seed(1));
        Assert.Equal(Enumerable.Range(0, 20), Enumerable.Range(0, 5).SelectMany(s => order.At(s)).Order());
    }

    [Fact]
    public void Shuffled_StepsInAnyOrder_SameBatches()
    {
        var forward = new ShuffledOrder(7, 4, new Seed(1));
        var batches = Enumerable.Range(0, 10).Select(s => forward.At(s)).ToList();
        var backward = new ShuffledOrder(7, 4, new Seed(1));
        Assert.All(Enumerable.Range(0, 10).Reverse(), s => Assert.Equal(batches[s], backward.At(s)));
        Assert.NotEqual(batches.SelectMany(b => b).Take(7), batches.SelectMany(b => b).Skip(7).Take(7));
    }

    [Fact]
    public void Balanced_RareClass_AsOftenAsTheOthers()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 3), .. Enumerable.Repeat(2, 20)];
        var order = new BalancedOrder(labels, 3, 8, new Seed(2));
        var drawn = Enumerable.Range(0, 30).SelectMany(s => order.At(s)).Select(i => labels[i]).CountBy(l => l).ToDictionary();
        Assert.All(drawn.Values, n => Assert.Equal(80, n));
    }
}
