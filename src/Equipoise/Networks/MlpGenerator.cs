using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// A generator of fully connected layers (Goodfellow et al. 2014), told the class by a one-hot vector beside the noise;
/// tanh at the end.
/// </summary>
internal sealed class MlpGenerator : Module<Tensor, Tensor, Tensor>
{
    private readonly int _classes;
    private readonly long[] _shape;
    private readonly Sequential main;

    /// <param name="hidden">Units of each hidden layer.</param>
    public MlpGenerator(int latentSize, int classes, int channels, int resolution, int hidden, int hiddenLayers, LayerStyle style)
        : base(nameof(MlpGenerator))
    {
        (_classes, _shape) = (classes, [-1, channels, resolution, resolution]);
        main = Sequential([.. Mlp.Layers(latentSize + classes, hidden, hiddenLayers, channels * resolution * resolution, style), Tanh()]);
        RegisterComponents();
    }

    /// <param name="noise">[N,Z] float32.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var x = cat([noise, Conditioning.OneHot(labels, _classes)], 1); // [N,Z+classes]
        return main.forward(x).reshape(_shape).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
