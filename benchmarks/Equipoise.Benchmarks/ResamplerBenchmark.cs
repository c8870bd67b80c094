using BenchmarkDotNet.Attributes;
using Equipoise.Imaging;

namespace Equipoise.Benchmarks;

/// <summary>Resizing one decoded image of 1024 pixels.</summary>
[ShortRunJob]
public class ResamplerBenchmark
{
    private RawImage _image = null!;

    [Params(64, 256)]
    public int Side { get; set; }

    [Params(1, 3)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Draw() => _image = IngestImages.Draw(0).WithChannels(Channels);

    [Benchmark]
    public RawImage Resize() => Resampler.Resize(_image, Side, Side);
}
