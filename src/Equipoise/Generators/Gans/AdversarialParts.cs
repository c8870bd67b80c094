using Equipoise.Common;
using Equipoise.Generators.Autoencoding;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>What the discriminator says of images with their labels, in the precision of the run.</summary>
/// <param name="images">[N,C,H,W] float32.</param>
/// <param name="labels">[N] int64.</param>
/// <returns>[N] float32, or [N,K+1] of a classifying discriminator.</returns>
internal delegate Tensor Judge(Tensor images, Tensor labels);

/// <summary>A term that is added to the discriminator's loss: a scalar, weighted.</summary>
/// <param name="x">[N,C,H,W] real images as the discriminator sees them, augmented or not.</param>
/// <param name="y">[N] int64, their labels.</param>
/// <param name="fake">[N,C,H,W] fakes as the discriminator sees them, without gradient.</param>
internal delegate Tensor DiscriminatorTerm(Judge judge, Tensor x, Tensor y, Tensor fake, Seed seed);

/// <summary>Of what <see cref="AdversarialGan"/> is made: the things in which one GAN differs from another.</summary>
internal sealed record AdversarialParts
{
    /// <summary>Makes a generator: noise [N,Z] and labels [N] to images [N,C,H,W] in [-1,1].</summary>
    public required Func<nn.Module<Tensor, Tensor, Tensor>> Generator { get; init; }

    /// <summary>Makes the discriminator: images and labels [N] to [N], or to [N,K+1].</summary>
    public required Func<nn.Module<Tensor, Tensor, Tensor>> Discriminator { get; init; }

    /// <summary>What the two minimise.</summary>
    public required AdversarialLoss Loss { get; init; }

    /// <summary>What else is added to the discriminator's loss, by the name under which it is logged.</summary>
    public IReadOnlyList<(string Name, DiscriminatorTerm Term)> Terms { get; init; } = [];

    /// <summary>Of a step's fakes, as many as of real images, how many the discriminator is trained on.</summary>
    public Func<int, int> FakesShown { get; init; } = n => n;

    /// <summary>Brings the discriminator's weights back to where they may be, at the start and after each of its updates.</summary>
    public Action<nn.Module> Constrain { get; init; } = _ => { };

    /// <summary>Draws the first weights.</summary>
    public Action<nn.Module, Generator> Initialise { get; init; } = Initialisation.Dcgan;

    /// <summary>
    /// The autoencoder from which the networks start, made for this generator and this discriminator; null where they
    /// start from scratch.
    /// </summary>
    public Func<nn.Module, nn.Module, AutoencoderParts>? Autoencoder { get; init; }
}
