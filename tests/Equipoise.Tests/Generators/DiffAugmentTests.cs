using Equipoise.Common;
using Equipoise.Generators.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

public class DiffAugmentTests
{
    [Fact]
    public void Apply_SameSeed_SameAndAnotherDiffers()
    {
        using var scope = NewDisposeScope();
        var x = rand(4, 1, 32, 32);
        Assert.Equal(Values(DiffAugment.Apply(x, new Seed(1))), Values(DiffAugment.Apply(x, new Seed(1))));
        Assert.NotEqual(Values(DiffAugment.Apply(x, new Seed(1))), Values(DiffAugment.Apply(x, new Seed(2))));
    }

    // One bright point per image: it moves by at most an eighth of the side, or is covered, and never multiplies.
    [Fact]
    public void Apply_Points_MovedByAnEighthOrCovered()
    {
        using var scope = NewDisposeScope();
        var x = zeros(500, 1, 32, 32);
        x[TensorIndex.Colon, 0, 16, 16] = 100;
        var y = DiffAugment.Apply(x, new Seed(3)).squeeze(1);
        var (found, offsets) = (0, new HashSet<(long, long)>());
        for (var i = 0; i < 500; i++)
        {
            var bright = (y[i] > 30).nonzero();
            Assert.InRange(bright.shape[0], 0, 1);
            if (bright.shape[0] == 0)
                continue;
            var (dy, dx) = (bright[0, 0].item<long>() - 16, bright[0, 1].item<long>() - 16);
            Assert.InRange(dy, -4, 4);
            Assert.InRange(dx, -4, 4);
            (found, _) = (found + 1, offsets.Add((dy, dx)));
        }
        Assert.InRange(found, 250, 450);
        Assert.True(offsets.Count > 60);
    }

    [Fact]
    public void Apply_Anything_GradientsPass()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 3, 32, 32, requires_grad: true);
        DiffAugment.Apply(x, new Seed(1)).square().sum().backward();
        Assert.True(x.grad!.abs().gt(0).to(ScalarType.Float32).mean().item<float>() > 0.3);
    }

    [Fact]
    public void Apply_ManyImages_NoTensorStaysAlive()
    {
        using var x = rand(2, 1, 32, 32);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        DiffAugment.Apply(x, new Seed(1)).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static float[] Values(Tensor t) => t.contiguous().data<float>().ToArray();
}
