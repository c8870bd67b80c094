using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>For layers that take another's place under the same names.</summary>
internal static class TakenOver
{
    /// <summary>A copy of the layer's parameter, or null where it has none of this name.</summary>
    public static Parameter? Parameter(nn.Module layer, string name)
    {
        using var scope = NewDisposeScope();
        return layer.named_parameters().FirstOrDefault(p => p.name == name).parameter is { } p
            ? (Parameter)nn.Parameter(p.detach().clone()).DetachFromDisposeScope()
            : null;
    }
}
