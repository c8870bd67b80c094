using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class BatchNormTests
{
    // To the last bit: outputs, gradients and statistics over some batches, then evaluation.
    [Fact]
    public void Forward_TrainingThenEvaluation_AsTorchSharp()
    {
        using var scope = NewDisposeScope();
        using var ours = new BatchNorm(5);
        using var theirs = nn.BatchNorm2d(5);
        foreach (var network in new nn.Module<Tensor, Tensor>[] { ours, theirs })
        {
            using var generator = new Generator(3, CPU);
            for (var i = 0; i < 4; i++)
                network.forward(randn([6, 5, 4, 4], generator: generator)).sin().sum().backward();
            network.eval();
        }
        Assert.Equal(theirs.state_dict().Keys, ours.state_dict().Keys);
        Assert.All(theirs.state_dict(), s => AssertSame(s.Value, ours.state_dict()[s.Key]));
        AssertSame(theirs.weight!.grad!, ours.Weight.grad!);
        AssertSame(theirs.bias!.grad!, ours.Bias.grad!);
        var x = randn(2, 5, 4, 4);
        AssertSame(theirs.forward(x), ours.forward(x));
    }

    [Fact]
    public void ResetStatistics_AfterTraining_AsNew()
    {
        using var scope = NewDisposeScope();
        using var norm = new BatchNorm(5);
        using var fresh = new BatchNorm(5);
        norm.forward(randn(6, 5, 4, 4));
        norm.ResetStatistics();
        Assert.All(fresh.state_dict(), s => AssertSame(s.Value, norm.state_dict()[s.Key]));
    }

    [Fact]
    public void Forward_OtherChannels_Refused()
    {
        using var scope = NewDisposeScope();
        using var norm = new BatchNorm(5);
        Assert.Throws<ArgumentException>(() => norm.forward(zeros(2, 4, 3, 3)));
    }

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.detach().bytes.ToArray(), actual.detach().bytes.ToArray());
}
