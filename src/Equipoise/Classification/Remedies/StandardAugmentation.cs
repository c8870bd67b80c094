using Equipoise.Common;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Classification.Remedies;

/// <summary>
/// What a practitioner does to radiographs: each image is turned by up to 10 degrees, shifted by up to 5 % of its side in either
/// direction, scaled by 0.9 to 1.1 and its brightness by 0.85 to 1.15, all uniformly at random. No flips: the heart is on the left.
/// What comes in from outside is black.
/// </summary>
[Named("standard", "real images with small rotations, shifts, and changes of size and brightness")]
public sealed class StandardAugmentation : IRemedy
{
    private const double Turn = 10 * Math.PI / 180, Shift = 0.05, Scale = 0.1, Brightness = 0.15;

    /// <inheritdoc/>
    public (Tensor Images, Tensor Targets) Prepare(Tensor images, Tensor targets, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        // [N], from -1 to 1.
        Tensor Draw() => rand([images.shape[0]], generator: generator) * Number.Two - Number.One;
        var (angle, size) = (Draw() * (Number)Turn, Draw() * (Number)Scale + Number.One);
        // The grid's coordinates run from -1 to 1, so a side is two.
        var (x, y) = (Draw() * (Number)(2 * Shift), Draw() * (Number)(2 * Shift));
        // From where a pixel goes to where it comes from.
        var (cos, sin) = (angle.cos() / size, angle.sin() / size);
        var theta = stack([stack([cos, -sin, cos * x - sin * y], 1), stack([sin, cos, (sin * x).Plus(cos * y)], 1)], 1).to(images.device); // [N,2,3]
        var light = images + Number.One; // black is 0
        var moved = functional.grid_sample(
            light, functional.affine_grid(theta, images.shape, align_corners: false), GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
        var brightness = (Draw() * (Number)Brightness + Number.One).reshape(-1, 1, 1, 1).to(images.device);
        return (((moved * brightness) - Number.One).ClampInPlace(-1, 1).MoveToOuterDisposeScope(), targets);
    }
}
