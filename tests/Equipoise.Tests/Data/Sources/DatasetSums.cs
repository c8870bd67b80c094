using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

/// <summary>Compares images of a real dataset with what NumPy reads from it.</summary>
internal static class DatasetSums
{
    // The parts are called alike in the reference numbers and in the records' names.
    public static void Check(IImageSource source, string name, params string[] parts)
    {
        var reference = ReferenceNumbers.Read("array-datasets.json");
        foreach (var part in parts)
            foreach (var expected in reference[$"{name} {part}"]!.AsArray())
            {
                var record = source.Records.Single(r => r.Path == $"{part}/{expected!["image"]!.GetValue<int>():D5}");
                var pixels = source.Decode(record, 1, 32).Pixels;
                Assert.Equal(expected!["label"]!.GetValue<int>(), record.Label);
                Assert.Equal(expected["sum"]!.GetValue<long>(), pixels.Select((p, i) => (long)p * (i + 1)).Sum());
            }
    }
}
