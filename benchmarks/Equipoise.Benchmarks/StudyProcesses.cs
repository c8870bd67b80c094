using System.Diagnostics;
using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>study-processes CLI STUDY [ARGUMENT...]</c>: a study by one process and by two that share its folder, each with one thread. The two must
/// take at most 0.6 of the time, run each cell once, and come to the same results.
/// </summary>
internal static class StudyProcesses
{
    private const double Allowed = 0.6;

    /// <param name="cli">The built command line, <c>equipoise</c>.</param>
    public static int Run(string cli, IReadOnlyList<string> study)
    {
        var output = Directory.CreateTempSubdirectory("equipoise-processes-").FullName;
        try
        {
            string one = Path.Combine(output, "one"), two = Path.Combine(output, "two");
            var alone = Time(cli, study, one, processes: 1);
            var together = Time(cli, study, two, processes: 2);
            var same = File.ReadAllText(Path.Combine(one, "results.csv")) == File.ReadAllText(Path.Combine(two, "results.csv"));
            var started = File.ReadLines(Path.Combine(two, "log.jsonl")).Where(l => l.Contains("\"cell-finished\"", StringComparison.Ordinal)).ToList();
            var cells = Directory.GetFiles(Path.Combine(two, "cells"), "metrics.json", SearchOption.AllDirectories).Length;
            var ok = same && started.Count == cells && together <= Allowed * alone;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(ok ? "ok" : "NOT OK")}: {cells} cells; one process {alone:F1} s, two {together:F1} s, {together / alone:F2} of it; {started.Count} cells finished by the two; results {(same ? "equal" : "DIFFER")}"));
            return ok ? 0 : 1;
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static double Time(string cli, IReadOnlyList<string> study, string output, int processes)
    {
        var start = Stopwatch.GetTimestamp();
        var info = new ProcessStartInfo(cli, ["study", "run", .. study, "--out", output, "--threads", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = Enumerable.Range(0, processes).Select(_ => Process.Start(info)!).ToList();
        foreach (var process in running)
        {
            using (process)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                var errors = process.StandardError.ReadToEndAsync();
                process.WaitForExit();
                if (process.ExitCode != 0)
                    throw UserException.Usage($"The study ended with {process.ExitCode}: {errors.Result}");
            }
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
