using BenchmarkDotNet.Attributes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Benchmarks;

/// <summary>Batches of 64 grey images of 64 pixels from a warm cache. Images per second = 64 / time.</summary>
[ShortRunJob]
public class GatherBenchmark
{
    public const int BatchSize = 64;

    private const int Images = 3000, Side = 64;

    private readonly string _folder = Directory.CreateTempSubdirectory("equipoise-gather-").FullName;
    private Dataset _dataset = null!;
    private RealImages _images = null!;
    private ShuffledOrder _order = null!;
    private long _step;

    [GlobalSetup]
    public void Open()
    {
        var options = new SourceOptions();
        _dataset = Dataset.Load(
            SourceCatalog.Open($"phantom:images={Images}", options, Silence.Instance), new Preprocessing(Side, 1, Fit.Pad), options, Silence.Instance, _folder);
        _images = _dataset.All;
        _order = new ShuffledOrder(_images.Count, BatchSize, new Seed(1));
    }

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Take() => _images.Take(_order.At(_step++), TorchSharp.torch.CPU).Dispose();

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public void Gather() => _images.Gather(_order.At(_step++)).Dispose();

    [GlobalCleanup]
    public void Close()
    {
        _dataset.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
