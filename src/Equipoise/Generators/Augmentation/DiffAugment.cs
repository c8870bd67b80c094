using Equipoise.Common;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Generators.Augmentation;

/// <summary>
/// Differentiable augmentation (Zhao et al. 2020): whatever the discriminator sees, real or fake, is shifted in
/// brightness and contrast, translated and partly covered, at random and so that gradients pass. It keeps a
/// discriminator from learning few images by heart, and the augmentations from leaking into the samples. Saturation,
/// the paper's third change of colour, is left out: it does nothing to grey images.
/// </summary>
public static class DiffAugment
{
    private const double MaxShift = 1.0 / 8;
    private const double Covered = 1.0 / 2;

    /// <param name="images">[N,C,H,W] float32.</param>
    /// <param name="seed">Draws per image.</param>
    /// <returns>[N,C,H,W]; differentiable with respect to <paramref name="images"/>.</returns>
    public static Tensor Apply(Tensor images, Seed seed)
    {
        Shapes.Require(images, [-1, -1, -1, -1]);
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        return Cut(Translate(Tone(images, generator), generator), generator).MoveToOuterDisposeScope();
    }

    private static Tensor Tone(Tensor x, Generator generator)
    {
        x = x.Plus(Draw(x, generator)) - Number.Half;
        var mean = x.mean([1, 2, 3], keepdim: true);
        return ((x - mean) * (Draw(x, generator) + Number.Half)).Plus(mean);
    }

    // Zeros enter where the image leaves.
    private static Tensor Translate(Tensor x, Generator generator)
    {
        var (dx, dy) = (Offsets(x, generator, x.shape[3]), Offsets(x, generator, x.shape[2]));
        var shift = (long)(x.shape[2] * MaxShift + 0.5);
        var padded = functional.pad(x, [shift, shift, shift, shift]); // [N,C,H+2s,W+2s]
        var rows = TensorMath.Range(x.shape[2], device: x.device).reshape(1, -1).Plus(dy) + (Number)shift; // [N,H]
        var columns = TensorMath.Range(x.shape[3], device: x.device).reshape(1, -1).Plus(dx) + (Number)shift; // [N,W]
        var n = TensorMath.Range(x.shape[0], device: x.device).reshape(-1, 1, 1);
        return padded.permute(0, 2, 3, 1)[n, rows.unsqueeze(2), columns.unsqueeze(1)].permute(0, 3, 1, 2);
    }

    // One square of half the side, anywhere, also partly outside.
    private static Tensor Cut(Tensor x, Generator generator)
    {
        var (h, w) = (x.shape[2], x.shape[3]);
        Number top = -h * Covered / 2, bottom = h * Covered / 2;
        Number left = -w * Covered / 2, right = w * Covered / 2;
        var centreY = (Draw(x, generator) * (Number)h).floor();
        var centreX = (Draw(x, generator) * (Number)w).floor();
        var y = TensorMath.Range(h, ScalarType.Float32, device: x.device).reshape(1, 1, -1, 1) - centreY;
        var z = TensorMath.Range(w, ScalarType.Float32, device: x.device).reshape(1, 1, 1, -1) - centreX;
        var covered = (y >= top).logical_and(y < bottom).logical_and((z >= left).logical_and(z < right));
        return x * covered.logical_not().to(x.dtype);
    }

    // [N,1] int64 in [-side/8, side/8]
    private static Tensor Offsets(Tensor x, Generator generator, long side)
    {
        var shift = (long)(side * MaxShift + 0.5);
        return randint(-shift, shift + 1, [x.shape[0], 1], ScalarType.Int64, generator: generator).to(x.device);
    }

    // [N,1,1,1] uniform in [0,1)
    private static Tensor Draw(Tensor x, Generator generator) => rand([x.shape[0], 1, 1, 1], generator: generator).to(x.device);
}
