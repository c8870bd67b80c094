using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// A generator of fully connected layers (Goodfellow et al. 2014), told the class beside the noise; tanh at the end.
/// </summary>
internal sealed class MlpGenerator : Module<Tensor, Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly Mlp mlp;

    /// <param name="hidden">Units of each hidden layer.</param>
    public MlpGenerator(int latentSize, int classes, int channels, int resolution, int hidden, int hiddenLayers, LayerStyle style)
        : base(nameof(MlpGenerator))
    {
        _shape = [-1, channels, resolution, resolution];
        mlp = new Mlp(latentSize, classes, hidden, hiddenLayers, channels * resolution * resolution, style);
        RegisterComponents();
    }

    /// <param name="noise">[N,Z] float32.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return mlp.forward(noise, labels).tanh().reshape(_shape).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
