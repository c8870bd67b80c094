using Equipoise.Features;
using Equipoise.Imaging;
using TorchSharp;

namespace Equipoise.Benchmarks;

/// <summary>Images per second of the radiomics extractor on grainy phantoms and on pure noise; median over rounds.</summary>
internal static class RadiomicsRate
{
    private const int Images = 64, Rounds = 5;

    public static int Run()
    {
        foreach (var side in new[] { 64, 256 })
            foreach (var (kind, pixels) in new[] { ("phantoms", Phantoms(side)), ("noise", Noise(side)) })
            {
                using var images = torch.tensor(pixels).reshape(Images, 1, side, side);
                using var extractor = new RadiomicsFeatures(new FeatureContext(1, torch.CPU));
                extractor.Extract(images).Dispose();
                var rounds = Enumerable.Range(0, Rounds).Select(_ => Spent.By(() => extractor.Extract(images).Dispose())).ToList();
                var (wall, cpu) = (Spent.Median(rounds.Select(r => r.Wall)), Spent.Median(rounds.Select(r => r.Cpu)));
                Console.WriteLine(FormattableString.Invariant(
                    $"{kind}, {side} pixels: {Images / wall:N0} img/s of wall time, {cpu / Images * 1000:N2} ms CPU per image"));
            }
        return 0;
    }

    private static float[] Phantoms(int side) =>
        [.. Enumerable.Range(0, Images).SelectMany(i => Resampler.Resize(IngestImages.Draw(i), side, side).Pixels).Select(v => (float)(v / 127.5 - 1))];

    private static float[] Noise(int side) =>
        [.. Enumerable.Range(0, Images * side * side).Select(i => (float)Math.Sin((double)i * i * 0.37))];
}
