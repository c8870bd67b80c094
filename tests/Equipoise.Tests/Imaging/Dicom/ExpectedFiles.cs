using System.Text.Json.Nodes;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Dicom;

/// <summary>Real files, and what pydicom with GDCM reads from them.</summary>
internal static class ExpectedFiles
{
    public static ImageLimits Limits { get; } = new() { MinSide = 1 };

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(RealData.Require("dicom"), name));

    /// <summary>Every file, and whether pydicom could decode its pixels.</summary>
    public static IEnumerable<(string Name, JsonNode Expected, bool HasPixels)> All() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RealData.Require("dicom"), "expected.json")))!.AsObject()
            .Select(e => (e.Key, e.Value!, e.Value!["storedMean"] is not null));
}
