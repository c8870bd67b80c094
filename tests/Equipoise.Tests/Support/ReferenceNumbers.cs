using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Equipoise.Tests.Support;

/// <summary>Numbers made by other implementations; see tools/reference.</summary>
internal static class ReferenceNumbers
{
    public static JsonNode Read(string name, [CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "Reference", name)))!;

    public static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<double>())];
}
