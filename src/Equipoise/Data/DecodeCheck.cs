using System.Collections.Concurrent;
using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>Tries to decode every image.</summary>
internal static class DecodeCheck
{
    /// <returns>For each that fails its path and the reason, by path.</returns>
    public static IReadOnlyDictionary<string, string> Broken(IImageSource source, IRunProgress progress)
    {
        var broken = new ConcurrentDictionary<string, string>();
        using var stage = progress.Begin("Decoding", source.Records.Count);
        var done = 0;
        Parallel.ForEach(source.Records, record =>
        {
            try
            {
                source.Decode(record, channels: 1, atLeast: 32);
            }
            catch (UnreadableImageException e)
            {
                broken[record.Path] = e.Message;
            }
            stage.Report(Interlocked.Increment(ref done));
        });
        return broken.OrderBy(b => b.Key, StringComparer.Ordinal).ToDictionary();
    }
}
