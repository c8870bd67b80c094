using System.Diagnostics;

namespace Equipoise.Benchmarks;

/// <summary>What something took.</summary>
/// <param name="Wall">Seconds.</param>
/// <param name="Cpu">Seconds of processor time, of all threads.</param>
internal readonly record struct Spent(double Wall, double Cpu)
{
    public static Spent By(Action action)
    {
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        action();
        return new(Stopwatch.GetElapsedTime(wall).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }
}
