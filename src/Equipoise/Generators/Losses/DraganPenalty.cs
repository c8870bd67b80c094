using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// Where DRAGAN (Kodali et al. 2017) measures the slope that <see cref="GradientPenalty.At"/> draws towards one: around
/// the real images, where sharp slopes go before mode collapse. With the images' labels this is the conditional
/// penalty, cDRAGAN.
/// </summary>
public static class DraganPenalty
{
    /// <summary>
    /// <c>x + a c s u</c>: a from U(0,1) per image, u from U(0,1) per pixel, s the spread of all pixels of the batch. So
    /// the authors' code; their equation has normal noise.
    /// </summary>
    /// <param name="real">[N,C,H,W].</param>
    /// <param name="scale">c; 0.5 in the authors' code.</param>
    /// <param name="seed">Draws the noise.</param>
    /// <returns>[N,C,H,W] without gradient.</returns>
    public static Tensor Around(Tensor real, double scale, Seed seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        var a = rand([real.shape[0], 1, 1, 1], generator: generator).to(real.device);
        var u = rand(real.shape, generator: generator).to(real.device);
        return real.Plus(a * (Number)scale * real.std() * u).MoveToOuterDisposeScope();
    }
}
