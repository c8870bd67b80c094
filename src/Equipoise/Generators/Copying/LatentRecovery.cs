using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Copying;

/// <summary>
/// Latent recovery (Webster et al. 2019): how near a generator can come to an image, by gradient descent over its noise. A generator that
/// has learned its training images by heart comes nearer to them than to images it has not seen; that of a true distribution comes as near
/// to either. The error is the mean square difference of pixels, the least of several starts. Adam in place of the
/// authors' L-BFGS; all images of a batch descend at once, each on its own.
/// </summary>
public sealed class LatentRecovery(IGenerator generator, int latentSize, LatentRecoverySettings settings, Seed seed)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>Whether the images of this generator follow from the noise smoothly, so that it can be searched.</summary>
    public bool IsPossible(Device device)
    {
        using var scope = NewDisposeScope();
        return generator.Decode(zeros(1, ScalarType.Int64, device), zeros([1, latentSize], device: device).requires_grad_()).requires_grad;
    }

    /// <summary>The least error of each image, of pixels in [-1,1].</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <param name="number">Of the batch: its starts differ from those of others.</param>
    public double[] Errors(Tensor images, Tensor labels, int number)
    {
        var least = Enumerable.Repeat(double.PositiveInfinity, (int)images.shape[0]).ToArray();
        for (var start = 0; start < settings.Starts; start++)
            least = [.. least.Zip(Descend(images, labels, seed.For(number).For(start)), Math.Min)];
        return least;
    }

    private double[] Descend(Tensor images, Tensor labels, Seed start)
    {
        var n = (int)images.shape[0];
        var random = start.Random();
        var z = Enumerable.Range(0, n * latentSize).Select(_ => (float)random.NextGaussian()).ToArray();
        var (first, second) = (new double[z.Length], new double[z.Length]);
        var least = Enumerable.Repeat(double.PositiveInfinity, n).ToArray();
        for (var step = 1; step <= settings.Steps; step++)
        {
            var (errors, gradient) = At(images, labels, z);
            least = [.. least.Zip(errors, Math.Min)];
            // Falls to zero along a cosine, so that the last steps settle.
            var rate = settings.LearningRate * (1 + Math.Cos(Math.PI * step / settings.Steps)) / 2;
            for (var i = 0; i < z.Length; i++)
            {
                first[i] = Beta1 * first[i] + (1 - Beta1) * gradient[i];
                second[i] = Beta2 * second[i] + (1 - Beta2) * gradient[i] * gradient[i];
                var scale = Math.Sqrt(second[i] / (1 - Math.Pow(Beta2, step))) + Epsilon;
                z[i] -= (float)(rate * first[i] / (1 - Math.Pow(Beta1, step)) / scale);
            }
        }
        return [.. least.Zip(At(images, labels, z).Errors, Math.Min)];
    }

    private (double[] Errors, float[] Gradient) At(Tensor images, Tensor labels, float[] noise)
    {
        using var scope = NewDisposeScope();
        var z = tensor(noise).reshape(images.shape[0], latentSize).to(images.device).requires_grad_();
        var difference = generator.Decode(labels, z) - images;
        var errors = (difference * difference).mean([1, 2, 3]);   // [N]
        // Each image has noise of its own, so the gradient of the sum has the gradient of each.
        var gradient = autograd.grad([errors.sum()], [z])[0];
        return ([.. errors.cpu().data<float>().Select(e => (double)e)], [.. gradient.cpu().contiguous().data<float>()]);
    }
}
