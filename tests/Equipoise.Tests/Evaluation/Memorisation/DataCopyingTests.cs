using Equipoise.Evaluation.Memorisation;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Memorisation;

public class DataCopyingTests
{
    private const int Draws = 400;

    // scipy.stats.mannwhitneyu([3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5], method="asymptotic", use_continuity=False, alternative="less"):
    // U 6.5, p 0.0578032187.
    [Fact]
    public void Of_Fixed_AsSciPy()
    {
        var test = DataCopying.Of([9, 2, 6, 5, 3, 5], [3.0, 1, 4, 1, 5]);
        Assert.Equal(0.0578032187, test.Probability, 1e-9);
        Assert.False(test.Suspected);
    }

    [Fact]
    public void Of_AllEqual_NothingSuspected() => Assert.Equal(new DataCopying(0, 0.5), DataCopying.Of([1, 1, 1], [1.0, 1]));

    [Fact]
    public void Of_Empty_Refused() => Assert.Throws<ArgumentException>(() => DataCopying.Of([1], Array.Empty<double>()));

    // A hundred images of each kind.
    [Fact]
    public void Of_FreshImages_FivePercentFalseAlarms() => Assert.InRange(Alarms(copied: 0), 0.02, 0.08);

    [Fact]
    public void Of_AThirdCopied_FoundNearlyAlways() => Assert.InRange(Alarms(copied: 33), 0.95, 1);

    [Fact]
    public void Of_ImagesOfAnotherDistribution_FarAboveZero()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4, CPU);
        Assert.True(DataCopying.Of(Fresh(generator), Fresh(generator), Fresh(generator) * 2).Deviate > 5);
    }

    private static double Alarms(int copied)
    {
        using var generator = new Generator(5, CPU);
        return Enumerable.Range(0, Draws).Average(_ =>
        {
            using var scope = NewDisposeScope();
            var training = Fresh(generator);
            // A copy is never exact.
            var copies = training[..copied] + 0.05 * randn([copied, 8], generator: generator);
            return DataCopying.Of(training, Fresh(generator), cat([copies, Fresh(generator)[copied..]])).Suspected ? 1.0 : 0;
        });
    }

    private static Tensor Fresh(Generator generator) => randn([100, 8], generator: generator);
}
