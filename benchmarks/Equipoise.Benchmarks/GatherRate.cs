namespace Equipoise.Benchmarks;

/// <summary>Images per second that a warm cache gives in batches ready for a network, in one thread; median over rounds.</summary>
internal static class GatherRate
{
    private const int Batches = 500, Rounds = 11;

    public static int Run()
    {
        var gather = new GatherBenchmark();
        gather.Open();
        TorchSharp.torch.set_num_threads(1);
        foreach (var (name, action) in new (string, Action)[] { ("Take, float32 in [-1,1]", gather.Take), ("Gather, uint8", gather.Gather) })
        {
            var rates = Enumerable.Range(0, Rounds).Select(_ => Round(action)).ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"{name}: {Spent.Median(rates.Select(r => r.Wall)):N0} img/s of wall time, {Spent.Median(rates.Select(r => r.Cpu)):N0} img/s of processor time"));
        }
        gather.Close();
        return 0;
    }

    private static (double Wall, double Cpu) Round(Action action)
    {
        var spent = Spent.By(() =>
        {
            for (var i = 0; i < Batches; i++)
                action();
        });
        const double Images = Batches * GatherBenchmark.BatchSize;
        return (Images / spent.Wall, Images / spent.Cpu);
    }
}
