using System.Text.Json.Nodes;

namespace Equipoise.Tests.Support;

/// <summary>Numbers made by other implementations; see tools/reference.</summary>
internal static class ReferenceNumbers
{
    public static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Equipoise.Tests", "Reference", name)))!;

    public static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<double>())];
}
