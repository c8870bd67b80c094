using System.Text.Json.Nodes;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Metrics;

/// <summary>Matrices of features with what other implementations make of them; see tools/reference/metrics.py.</summary>
internal static class ReferenceFeatures
{
    public static IEnumerable<JsonNode> All => ReferenceNumbers.Read("metrics.json")["cases"]!.AsArray().Select(c => c!);

    public static Tensor Real(this JsonNode node) => Matrix(node, "real");

    public static Tensor Synthetic(this JsonNode node) => Matrix(node, "synthetic");

    public static double Value(this JsonNode node, string name) => node[name]!.GetValue<double>();

    private static Tensor Matrix(JsonNode node, string name) => tensor(node[name].Numbers()).reshape(-1, node["columns"]!.GetValue<long>());
}
