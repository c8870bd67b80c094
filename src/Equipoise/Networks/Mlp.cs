using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>Fully connected layers with activations between.</summary>
internal static class Mlp
{
    /// <summary>From <paramref name="inputs"/> over hidden layers to <paramref name="outputs"/>; no activation at the end.</summary>
    public static List<Module<Tensor, Tensor>> Layers(int inputs, int hidden, int hiddenLayers, int outputs, LayerStyle style)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < hiddenLayers; i++)
            layers.AddRange([style.Wrap(Linear(i == 0 ? inputs : hidden, hidden)), style.Activation.Layer()]);
        layers.Add(style.Wrap(Linear(hidden, outputs)));
        return layers;
    }
}
