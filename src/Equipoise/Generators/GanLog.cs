using System.Text.Json;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// Writes what happens in training: losses as JSON lines and as TensorBoard events, and grids of samples from noise
/// that stays the same, so that one sees them grow.
/// </summary>
public sealed class GanLog : IGanObserver, IDisposable
{
    private const int PerClass = 8;

    private readonly string _folder;
    private readonly int _every;
    private readonly int _epochs;
    private readonly SummaryWriter _events;
    private readonly StreamWriter _lines;
    private readonly Tensor _noise;
    private readonly Tensor _labels;

    /// <param name="folder">Gets <c>losses.jsonl</c>, <c>events.*</c> and <c>samples/</c>; earlier logs in it are replaced.</param>
    public GanLog(string folder, GanSpec spec, int classes, Seed seed)
    {
        (_folder, _every, _epochs) = (folder, spec.SampleEvery, spec.Epochs);
        // The card first: without it no generator is there.
        OwnFiles.Clear(folder, "gan.json", "weights.safetensors", "trained-on.csv", "losses.jsonl", "events.*");
        OwnFiles.Clear(Path.Combine(folder, "samples"), "epoch-*.png");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "samples"));
            _lines = new StreamWriter(Path.Combine(folder, "losses.jsonl")) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
        _events = utils.tensorboard.SummaryWriter(folder);
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        _noise = randn([classes * PerClass, spec.LatentSize], generator: generator).DetachFromDisposeScope();
        _labels = arange(classes).repeat_interleave(PerClass).DetachFromDisposeScope();
    }

    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> losses, IGan gan)
    {
        _lines.WriteLine(JsonSerializer.Serialize(new GanLogLine(epoch, losses), Json.Line));
        _lines.Flush();
        foreach (var (name, loss) in losses)
            _events.add_scalar($"loss/{name}", (float)loss, epoch);
        if (epoch % _every != 0 && epoch != _epochs)
            return;
        using var scope = NewDisposeScope();
        var (planes, height, width) = ImageGrid.Lay(ImageSets.ToBytes(gan.Sample(_labels, _noise).cpu()), PerClass);
        var png = PngFile.Encode(planes, planes.Length / (height * width), height, width, new Provenance("sample grid", "", "", 0, epoch));
        AtomicFile.Write(Path.Combine(_folder, "samples", $"epoch-{epoch:D4}.png"), s => s.Write(png));
    }

    public void Dispose()
    {
        _lines.Dispose();
        _noise.Dispose();
        _labels.Dispose();
    }
}

/// <summary>One line of <c>losses.jsonl</c>.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Losses">Means over the steps of the epoch that had them.</param>
public sealed record GanLogLine(int Epoch, IReadOnlyDictionary<string, double> Losses);
