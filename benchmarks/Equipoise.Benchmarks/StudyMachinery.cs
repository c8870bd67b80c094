using System.Diagnostics;
using System.Globalization;
using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Reporting;
using Equipoise.Studies;
using Equipoise.Web;
using TorchSharp;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>study-machinery [SEEDS]</c>: what a study costs beside its stages (training, synthesis, evaluation), and whether memory stays as it is over
/// hundreds of cells in one process. Cells are as small as can be, so that nothing hides what is around them.
/// </summary>
internal static class StudyMachinery
{
    private const double Tolerance = 0.05, Hour = 3600, Allowed = 0.02;

    // In its first half a study meets every seed, whose split it keeps; after that all cells are alike.
    private const int Reports = 10, WarmReports = 5;

    public static int Run(string seeds)
    {
        var count = int.Parse(seeds, CultureInfo.InvariantCulture);
        var output = Directory.CreateTempSubdirectory("equipoise-machinery-").FullName;
        try
        {
            var spec = StudyFile.Parse("{}", "the benchmark",
            [
                "data=phantom:images=210", "resolution=32", "fractions=[0.5,1]", $"seeds=[{string.Join(',', Enumerable.Range(0, count))}]",
                """arms=["none","flips","standard","oversampling","dcgan","dcgan+standard"]""", "evaluateIn=pixels", "classifier.network=small-cnn",
                "classifier.epochs=1", "generator.epochs=1", "generator.latentSize=8", "generator.dcgan.maxWidth=64",
            ]);
            var folder = new StudyFolder(output);
            var watch = new Watch(StudyCells.Of(spec).Count);
            var all = Spent.By(() => new StudyRunner(spec, folder, Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), watch, TimeProvider.System).Run("study-machinery", CancellationToken.None)).Wall;
            StudyResult? result = null;
            var read = Spent.By(() => result = StudyReader.Read(folder)).Wall;
            var report = Spent.By(() =>
            {
                ReportFiles.Write(result!, output);
                AtomicFile.WriteText(folder.Report, HtmlReport.RenderAsync(result!).GetAwaiter().GetResult());
            }).Wall;
            return Judge(result!, watch, all, read, report, new FileInfo(folder.Report).Length);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static int Judge(StudyResult result, Watch watch, double all, double read, double report, long bytes)
    {
        var stages = result.Cells.Sum(c => c.Seconds.Values.Sum());
        var around = watch.CellSeconds - stages;
        var share = (around + read + report) / Hour;
        var (first, last) = (watch.States[WarmReports - 1], watch.States[^1]);
        var drift = (double)last.Resident / first.Resident - 1;
        var (cheap, flat) = (share < Allowed, last.Tensors == first.Tensors && Math.Abs(drift) < Tolerance);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {result.Cells.Count} cells: stages {stages:F1} s, around them {around:F1} s ({1000 * around / result.Cells.Count:F0} ms a cell)
            before the first cell (drawing, copies, audit) {all - watch.CellSeconds:F1} s; reading {read:F1} s, report {report:F1} s, {bytes / 1e6:F1} MB
            {(cheap ? "ok" : "TOO DEAR")}: a study of as many cells that takes an hour spends {100 * share:F2} % beside its stages
            {(flat ? "ok" : "NOT FLAT")}: tensors {first.Tensors} -> {last.Tensors}, resident memory {100 * drift:+0.00;-0.00} %
            """));
        return cheap && flat ? 0 : 1;
    }

    private readonly record struct State(long Tensors, long Resident);

    private sealed class Watch(int cells) : IRunProgress, IStage
    {
        private long _begun;

        public List<State> States { get; } = [];

        /// <summary>From before the first cell until after the last.</summary>
        public double CellSeconds { get; private set; }

        public IStage Begin(string name, long total)
        {
            if (name != "Study")
                return Silence.Instance;
            _begun = Stopwatch.GetTimestamp();
            return this;
        }

        public void Report(long done, string? detail = null)
        {
            CellSeconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
            if (done * Reports / cells <= States.Count)
                return;
            States.Add(new(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, Environment.WorkingSet));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{done,6} cells  {States[^1].Tensors,6} tensors  {States[^1].Resident / (double)(1 << 20),8:F1} MiB resident"));
        }

        public void Warn(string message)
        {
        }

        public void Say(string message)
        {
        }

        public void Dispose()
        {
        }
    }
}
