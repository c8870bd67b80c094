using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>A network whose last layer reads features that can be had by themselves.</summary>
public interface IFeatureNetwork
{
    /// <summary>Features per image.</summary>
    int FeatureWidth { get; }

    /// <summary>What the last layer reads.</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <returns>[N,<see cref="FeatureWidth"/>] float32.</returns>
    Tensor Features(Tensor images);
}
