using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>What the discriminator says of images with their labels, in the precision of the run.</summary>
/// <param name="images">[N,C,H,W] float32.</param>
/// <param name="labels">[N] int64.</param>
/// <returns>[N] float32.</returns>
internal delegate Tensor Judge(Tensor images, Tensor labels);

/// <summary>A term that is added to the discriminator's loss: a scalar, weighted.</summary>
/// <param name="x">[N,C,H,W] real images as the discriminator sees them, augmented or not.</param>
/// <param name="y">[N] int64, their labels.</param>
/// <param name="fake">[N,C,H,W] fakes as the discriminator sees them, without gradient.</param>
internal delegate Tensor Penalty(Judge judge, Tensor x, Tensor y, Tensor fake, Seed seed);

/// <summary>Of what <see cref="AdversarialGan"/> is made: the things in which one GAN differs from another.</summary>
internal sealed record AdversarialParts
{
    /// <summary>Makes a generator: noise [N,Z] and labels [N] to images [N,C,H,W] in [-1,1].</summary>
    public required Func<nn.Module<Tensor, Tensor, Tensor>> Generator { get; init; }

    /// <summary>Makes the discriminator: images and labels [N] to [N].</summary>
    public required Func<nn.Module<Tensor, Tensor, Tensor>> Discriminator { get; init; }

    /// <summary>What the two minimise.</summary>
    public required AdversarialLoss Loss { get; init; }

    /// <summary>A term added to the discriminator's loss, or none.</summary>
    public Penalty? Penalty { get; init; }

    /// <summary>Brings the discriminator's weights back to where they may be, at the start and after each of its updates.</summary>
    public Action<nn.Module> Constrain { get; init; } = _ => { };

    /// <summary>Draws the first weights.</summary>
    public Action<nn.Module, Generator> Initialise { get; init; } = Initialisation.Dcgan;
}
