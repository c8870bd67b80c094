using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Common;
using Equipoise.Synthesis;

namespace Equipoise.Tests.Studies;

public sealed class SynthesisTests
{
    [Theory]
    [InlineData(SynthesisRule.Balance, 1, new[] { 0, 50, 93 })]
    [InlineData(SynthesisRule.Balance, 1.5, new[] { 50, 100, 143 })]
    [InlineData(SynthesisRule.Balance, 0.5, new[] { 0, 0, 43 })]
    [InlineData(SynthesisRule.Multiple, 2, new[] { 200, 100, 14 })]
    [InlineData(SynthesisRule.Number, 30, new[] { 30, 30, 30 })]
    public void Of_EachRule_ImagesPerClass(SynthesisRule rule, double amount, int[] expected) =>
        Assert.Equal(expected, SynthesisPlan.Of(new SynthesisSettings { Rule = rule, Amount = amount }, [100, 50, 7]).PerClass);

    [Fact]
    public void Order_ShareOfABatch_SyntheticOnesWithClassesInTurnAndRealOnesAsTheRemedyOrders()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, .. Enumerable.Repeat(1, 12)];
        IRemedy remedy = new SyntheticShare(new NoRemedy(), 8, 0.25);
        var order = remedy.Order(labels, 2, 16, new Seed(1));
        var real = ((IRemedy)new NoRemedy()).Order(labels[..8], 2, 12, new Seed(1));
        for (var step = 0; step < 20; step++)
        {
            var batch = order.At(step);
            Assert.Equal(16, batch.Length);
            Assert.Equal(4, batch.Count(i => i >= 8));
            Assert.Equal(real.At(step), batch.Where(i => i < 8));
        }
        Assert.Equal(Enumerable.Range(8, 12), Enumerable.Range(0, 3).SelectMany(s => order.At(s).Where(i => i >= 8)).Order());
    }

    [Fact]
    public void Order_NoSyntheticImage_TheRemedysOwn()
    {
        int[] labels = [0, 0, 1, 1];
        Assert.Equal(
            ((IRemedy)new NoRemedy()).Order(labels, 2, 4, new Seed(1)).At(3),
            ((IRemedy)new SyntheticShare(new NoRemedy(), 4, 0.5)).Order(labels, 2, 4, new Seed(1)).At(3));
    }
}
