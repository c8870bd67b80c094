using System.Diagnostics;
using System.Globalization;
using Equipoise.Imaging;

namespace Equipoise.Benchmarks;

/// <summary>
/// Decoding and resizing from 1024 to 64 pixels, beside Pillow on the same files: one thread each, in turns, so that a
/// busy machine hinders both. Medians over rounds.
/// </summary>
internal static class IngestComparison
{
    private const int Images = 32, Rounds = 7;

    private const string Python = "/usr/bin/python3";

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("equipoise-ingest-").FullName;
        try
        {
            var kinds = IngestImages.Write(folder, Images);
            var files = kinds.ToDictionary(k => k, k => Directory.GetFiles(Path.Combine(folder, k)).Select(File.ReadAllBytes).ToList());
            var rates = new List<Rate>();
            WarmUp(files);
            for (var round = 0; round < Rounds; round++)
            {
                rates.AddRange(files.Select(f => Ours(f.Key, f.Value)));
                if (!Pillow(folder, rates))
                    break;
            }
            Print(kinds, rates);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Until the methods are compiled for good.
    private static void WarmUp(Dictionary<string, List<byte[]>> files)
    {
        for (var i = 0; i < 3; i++)
            foreach (var (kind, ofKind) in files)
                Ours(kind, ofKind);
    }

    // Seconds per image.
    private sealed record Rate(string Kind, string Way, double Wall, double Cpu);

    private static Rate Ours(string kind, List<byte[]> files)
    {
        var (preprocessing, limits) = (new Preprocessing(64, 1, Fit.Pad), new ImageLimits());
        var spent = Spent.By(() =>
        {
            foreach (var file in files)
                preprocessing.Apply(ImageFile.Decode(file, 1, preprocessing.Resolution, limits));
        });
        return new Rate(kind, "equipoise", spent.Wall / files.Count, spent.Cpu / files.Count);
    }

    // One round; false where Pillow is missing.
    private static bool Pillow(string folder, List<Rate> rates)
    {
        var script = Path.Combine(Repository.Root, "benchmarks", "pillow_ingest.py");
        if (!File.Exists(Python))
            return Missing($"no {Python}");
        using var process = Process.Start(new ProcessStartInfo(Python, [script, folder]) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            return Missing("python3-pil is not installed");
        rates.AddRange(lines.Select(line => line.Split(' ')).Select(f => new Rate(
            f[0], f[1], double.Parse(f[2], CultureInfo.InvariantCulture), double.Parse(f[3], CultureInfo.InvariantCulture))));
        return true;
    }

    private static bool Missing(string why)
    {
        Console.WriteLine($"Pillow is left out: {why}.");
        return false;
    }

    private static void Print(IReadOnlyList<string> kinds, List<Rate> rates)
    {
        Console.WriteLine($"{Images} images of each kind, one thread each, median of {Rounds} rounds; ratios are medians of each round's.");
        Console.WriteLine($"{"kind",-10} {"by",-22} {"ms wall",8} {"img/s",6} {"ms cpu",8} {"ratio wall",11} {"ratio cpu",10}");
        foreach (var kind in kinds)
            foreach (var way in rates.Where(r => r.Kind == kind).GroupBy(r => r.Way))
            {
                var ours = rates.Where(r => r.Kind == kind && r.Way == "equipoise").ToList();
                var (wall, cpu) = (Spent.Median(way.Select(r => r.Wall)), Spent.Median(way.Select(r => r.Cpu)));
                var byWall = Spent.Median(way.Zip(ours, (theirs, own) => theirs.Wall / own.Wall));
                var byCpu = Spent.Median(way.Zip(ours, (theirs, own) => theirs.Cpu / own.Cpu));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{kind,-10} {way.Key,-22} {1e3 * wall,8:F2} {1 / wall,6:F0} {1e3 * cpu,8:F2} {byWall,11:F2} {byCpu,10:F2}"));
            }
    }
}
