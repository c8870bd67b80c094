using Equipoise.Common;
using static Equipoise.Common.Number;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// The two-sided gradient penalty (Gulrajani et al. 2017, equation 3): the critic's slope is drawn towards one on lines
/// between real images and fakes.
/// </summary>
public static class GradientPenalty
{
    /// <summary>
    /// <c>E[(||grad D(x)|| - 1)^2]</c> over the points, unweighted. Differentiable with respect to the critic's weights.
    /// </summary>
    /// <param name="critic">[N,...] to [N]; each output may depend on its own point only, so no batch normalisation.</param>
    /// <param name="points">[N,...] where the slope is measured; taken as constants.</param>
    /// <returns>A scalar.</returns>
    public static Tensor At(Func<Tensor, Tensor> critic, Tensor points)
    {
        using var scope = NewDisposeScope();
        var x = points.detach().requires_grad_();
        // The sum's gradient holds each point's own. The graph is kept for the backward pass through the gradient.
        var gradient = autograd.grad([critic(x).sum()], [x], create_graph: true, retain_graph: true)[0];
        return (Norm(gradient) - One).Squared().mean().MoveToOuterDisposeScope();
    }

    /// <summary>One point on the line through each real image and a fake: <c>x + a (G(z) - x)</c>.</summary>
    /// <param name="real">[N,C,H,W].</param>
    /// <param name="fake">[N,C,H,W].</param>
    /// <param name="seed">Draws one a per image.</param>
    /// <param name="factor">The distribution of a.</param>
    /// <returns>[N,C,H,W] without gradient.</returns>
    public static Tensor Between(Tensor real, Tensor fake, Seed seed, InterpolationFactor factor = InterpolationFactor.Uniform)
    {
        Shapes.Require(fake, real.shape);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        long[] shape = [real.shape[0], 1, 1, 1];
        // 1 - a, which is as uniform as a.
        var e = (factor == InterpolationFactor.Normal ? One - randn(shape, generator: generator) : rand(shape, generator: generator)).to(real.device);
        return (e * real).Plus((One - e) * fake).MoveToOuterDisposeScope();
    }

    // [N]; the small constant keeps the root's own gradient finite where the slope is zero.
    private static Tensor Norm(Tensor gradient) => (gradient.flatten(1).Squared().sum(1) + (Number)1e-12).sqrt();
}
