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
public sealed class GeneratorLog : IGeneratorObserver, IDisposable
{
    private const int PerClass = 8;

    private readonly string _folder;
    private readonly int _every;
    private readonly int _epochs;
    private readonly SummaryWriter _events;
    private readonly StreamWriter _lines;
    private readonly Tensor _noise;
    private readonly Tensor _labels;

    /// <param name="folder">
    /// Gets <c>losses.jsonl</c>, <c>events.*</c> and <c>samples/</c>; earlier logs in it are replaced, but for the epochs
    /// after which training goes on.
    /// </param>
    /// <param name="epochs">Of the whole training.</param>
    /// <param name="done">Epochs that are done already.</param>
    public GeneratorLog(string folder, GeneratorSpec spec, int epochs, int done, int classes, Seed seed)
    {
        (_folder, _every, _epochs) = (folder, spec.SampleEvery, epochs);
        // The card first: without it no generator is there.
        OwnFiles.Clear(folder, "gan.json", "weights.safetensors", "networks.safetensors", "trained-on.csv");
        if (done == 0)
            Clear(folder);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "samples"));
            KeepLines(Path.Combine(folder, "losses.jsonl"), done);
            _lines = new StreamWriter(Path.Combine(folder, "losses.jsonl"), append: true) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
        _events = utils.tensorboard.SummaryWriter(folder);
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        _noise = randn([classes * PerClass, spec.LatentSize], generator: generator).DetachFromDisposeScope();
        _labels = TensorMath.Range(classes).repeat_interleave(PerClass).DetachFromDisposeScope();
    }

    public void EpochEnded(TrainingEpoch epoch, IGenerator generator)
    {
        _lines.WriteLine(JsonSerializer.Serialize(epoch, Json.Line));
        _lines.Flush();
        foreach (var (name, loss) in epoch.Losses)
            _events.add_scalar($"loss/{name}", (float)loss, epoch.Epoch);
        if (epoch.Samples is { } samples)
        {
            _events.add_scalar("samples/distance", (float)samples.Distance, epoch.Epoch);
            foreach (var (c, diversity) in samples.Diversity.Index())
                _events.add_scalar($"samples/diversity/{c}", (float)(diversity ?? double.NaN), epoch.Epoch);
        }
        if (epoch.Epoch % _every == 0 || epoch.Epoch == _epochs)
            WriteGrid(epoch.Epoch, generator);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _noise.Dispose();
        _labels.Dispose();
    }

    private void WriteGrid(int epoch, IGenerator generator)
    {
        using var scope = NewDisposeScope();
        var (planes, height, width) = ImageGrid.Lay(ImageSets.ToBytes(generator.Sample(_labels, _noise).cpu()), PerClass);
        var png = PngFile.Encode(planes, planes.Length / (height * width), height, width, new Provenance("sample grid", "", "", 0, epoch));
        AtomicFile.Write(Path.Combine(_folder, "samples", $"epoch-{epoch:D4}.png"), s => s.Write(png));
    }

    private static void Clear(string folder)
    {
        OwnFiles.Clear(folder, "losses.jsonl", "events.*");
        OwnFiles.Clear(Path.Combine(folder, "samples"), "epoch-*.png");
    }

    // Epochs that are done again are logged again.
    private static void KeepLines(string path, int done)
    {
        if (File.Exists(path))
            AtomicFile.WriteText(path, string.Concat(File.ReadLines(path).Take(done).Select(l => l + "\n")));
    }
}
