using System.Globalization;
using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// t-SNE of 10,000 x 50 features in ten overlapping clusters, beside scikit-learn's (Barnes-Hut, its defaults) on the same
/// numbers, in turns. Medians over rounds.
/// </summary>
internal static class TsneComparison
{
    private const int Points = 10_000, Columns = 50, Clusters = 10;

    public static int Run(string rounds)
    {
        if (!int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            throw UserException.Usage($"The number of rounds is '{rounds}'; allowed are whole numbers from 1.");
        using var features = Features();
        Ours(features.narrow(0, 0, 1000)); // until methods are compiled
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, features.bytes.ToArray());
            using var rival = PythonRival.Start("sklearn_tsne.py", file, $"{Points}", $"{Columns}");
            var own = new List<Fit>();
            var theirs = new List<Fit>();
            for (var round = 0; round < count; round++)
            {
                own.Add(Print("equipoise", Ours(features)));
                if (rival?.Run() is { } run)
                    theirs.Add(Print("scikit-learn", new Fit(run.Spent, run.Result)));
            }
            Print(own, theirs);
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private readonly record struct Fit(Spent Spent, double Divergence);

    internal static Tensor Features()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var centres = randn([Clusters, Columns], generator: generator) * 1.5;
        return (centres.repeat(Points / Clusters, 1) + randn([Points, Columns], generator: generator)).MoveToOuterDisposeScope();
    }

    private static Fit Ours(Tensor features)
    {
        var divergence = double.NaN;
        var spent = Spent.By(() => divergence = Tsne.Fit(features, new TsneSettings(), new Seed(1), Silence.Instance, default).Divergence);
        return new Fit(spent, divergence);
    }

    private static Fit Print(string name, Fit fit)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-14} {fit.Spent.Wall,8:F2} s wall {fit.Spent.Cpu,8:F2} s cpu  divergence {fit.Divergence:F4}"));
        return fit;
    }

    private static void Print(List<Fit> own, List<Fit> theirs)
    {
        Console.WriteLine($"{Points} x {Columns}, medians of {own.Count}:");
        Print("equipoise", Median(own));
        if (theirs.Count == 0)
            return;
        var (ours, rival) = (Median(own), Print("scikit-learn", Median(theirs)));
        Console.WriteLine(FormattableString.Invariant(
            $"ratio to ours  {rival.Spent.Wall / ours.Spent.Wall,8:F2}   wall {rival.Spent.Cpu / ours.Spent.Cpu,8:F2}   cpu"));
    }

    private static Fit Median(List<Fit> fits) => new(
        new Spent(Spent.Median(fits.Select(f => f.Spent.Wall)), Spent.Median(fits.Select(f => f.Spent.Cpu))),
        Spent.Median(fits.Select(f => f.Divergence)));
}
