using Equipoise.Common;

namespace Equipoise.Networks.PyTorch;

/// <summary>What a pickle may name and call. Each has a counterpart here; nothing is looked up anywhere else.</summary>
internal enum PickleName
{
    OrderedDict,
    Size,
    RebuildTensor,
    RebuildParameter,
}

/// <summary>The names that are allowed.</summary>
internal static class PickleNames
{
    private static readonly Dictionary<string, object> Allowed = new(
        TensorType.All.Select(t => KeyValuePair.Create($"torch.{t.Storage}", (object)t)), StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = PickleName.OrderedDict,
        ["torch.Size"] = PickleName.Size,
        ["torch._utils._rebuild_tensor_v2"] = PickleName.RebuildTensor,
        ["torch._utils._rebuild_tensor"] = PickleName.RebuildTensor,
        ["torch._utils._rebuild_parameter"] = PickleName.RebuildParameter,
    };

    /// <returns>A <see cref="PickleName"/> to call, or the <see cref="TensorType"/> of a storage.</returns>
    /// <exception cref="InvalidDataException">Any other name.</exception>
    public static object Find(string module, string name) => Allowed.GetValueOrDefault($"{module}.{name}")
        ?? throw new InvalidDataException(
            $"its pickle names '{Printable.Name($"{module}.{name}")}', which is not run: weights are tensors in dictionaries, beside lists, text and numbers.");
}
