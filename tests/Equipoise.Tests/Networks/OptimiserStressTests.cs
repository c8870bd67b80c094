using Equipoise.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

/// <summary>Alone, since collecting all the time would also find what other tests do not hold.</summary>
[CollectionDefinition(nameof(OptimiserStressTests), DisableParallelization = true)]
[Collection(nameof(OptimiserStressTests))]
public class OptimiserStressTests
{
    private const int Steps = 30_000;

    // TorchSharp's optim.Adam throws here, or comes out with another weight.
    [Theory]
    [InlineData(OptimiserKind.Adam)]
    [InlineData(OptimiserKind.RmsProp)]
    public void Step_WhileTheCollectorRuns_SameWeight(OptimiserKind kind)
    {
        var expected = Trained(kind);
        using var stop = new CancellationTokenSource();
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() => Litter(stop.Token)) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        try
        {
            Assert.Equal(expected, Trained(kind));
        }
        finally
        {
            stop.Cancel();
            threads.ForEach(t => t.Join());
        }
    }

    private static float[] Trained(OptimiserKind kind)
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(linspace(-1, 1, 16));
        weight.grad = linspace(0.3, -0.7, 16);
        using var optimiser = new OptimiserSettings(kind, 1e-3, 0.9, 0.999, 0).Build([weight]);
        for (var step = 0; step < Steps; step++)
            optimiser.Step();
        return weight.detach().data<float>().ToArray();
    }

    private static void Litter(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var litter = new List<byte[]>();
            for (var i = 0; i < 2000; i++)
                litter.Add(new byte[100]);
            GC.Collect(0);
        }
    }
}
