using Equipoise.Common;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// SMOTE (Chawla et al. 2002) between encoded images: a latent on the way from that of a training image to that of one of its k
/// nearest neighbours of the same class, decoded. The noise decides all: its first component, through the normal
/// distribution function, which image; the second which neighbour, from the nearest to the k-th; the third how far to go. The others
/// are not looked at. The latents and their classes are part of its state, so that its weights are all that sampling needs.
/// </summary>
internal sealed class SmoteGenerator : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Components of the noise that are looked at.</summary>
    public const int Components = 3;

    private readonly int _neighbours;
    private readonly Tensor latents; // [N,Z]
    private readonly Tensor classes; // [N] int64
    private readonly EmbeddingGenerator decoder;

    /// <param name="neighbours">k; a class of fewer images has all others for neighbours.</param>
    /// <param name="perClass">Training images of each class.</param>
    /// <param name="resolution">See <see cref="EmbeddingGenerator"/>, as for what follows.</param>
    public SmoteGenerator(int neighbours, IReadOnlyList<int> perClass, int latentSize, int channels, int resolution, int maxWidth, LayerStyle style)
        : base(nameof(SmoteGenerator))
    {
        _neighbours = neighbours;
        latents = zeros(perClass.Sum(), latentSize).DetachFromDisposeScope();
        classes = tensor(perClass.SelectMany((n, c) => Enumerable.Repeat((long)c, n)).ToArray()).DetachFromDisposeScope();
        decoder = new EmbeddingGenerator(latentSize, perClass.Count, channels, resolution, maxWidth, style);
        RegisterComponents();
    }

    /// <summary>Sets what is interpolated between.</summary>
    /// <param name="encoded">[N,Z] float32: all training images.</param>
    /// <param name="labels">[N] int64.</param>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public void Remember(Tensor encoded, Tensor labels)
    {
        Shapes.Require(encoded, latents.shape);
        Shapes.Require(labels, classes.shape);
        using var noGrad = no_grad();
        latents.copy_(encoded);
        classes.copy_(labels);
    }

    /// <summary>Decoded interpolations.</summary>
    /// <param name="noise">[N,Z] float32, standard normal.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return Decode(Interpolate(noise, labels), labels).MoveToOuterDisposeScope();
    }

    /// <summary>The images of latents of known classes.</summary>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public Tensor Decode(Tensor encoded, Tensor labels) => decoder.forward(encoded, labels);

    /// <summary>The latents between those of two training images of a class; differentiable in the third component of the noise.</summary>
    /// <returns>[N,Z] float32.</returns>
    /// <exception cref="UserException">A class without training images.</exception>
    public Tensor Interpolate(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var (first, second) = Pairs(noise.detach(), labels);
        var (from, to) = (latents.index_select(0, first), latents.index_select(0, second));
        var share = ((noise[.., 2] * (Number)Math.Sqrt(0.5)).erf() * Number.Half + Number.Half).unsqueeze(1); // [N,1]
        return from.Plus(share * (to - from)).MoveToOuterDisposeScope();
    }

    // Rows of the latents, [N] each.
    private (Tensor First, Tensor Second) Pairs(Tensor noise, Tensor labels)
    {
        var (z, asked, own) = (noise.cpu().contiguous().data<float>(), labels.cpu().data<long>().ToArray(), classes.cpu().data<long>().ToArray());
        var (first, second) = (new long[asked.Length], new long[asked.Length]);
        foreach (var label in asked.Distinct())
        {
            using var scope = NewDisposeScope();
            var members = Enumerable.Range(0, own.Length).Where(i => own[i] == label).Select(i => (long)i).ToArray();
            if (members.Length == 0)
                throw UserException.BadData($"Class number {label} has no training image between which and others to interpolate.");
            var points = latents.index_select(0, tensor(members, device: latents.device)).to(ScalarType.Float64);
            foreach (var i in Enumerable.Range(0, asked.Length).Where(i => asked[i] == label))
            {
                var row = Normal.Pick(z[i * noise.shape[1]], members.Length);
                first[i] = members[row];
                second[i] = members[Neighbour(points, row, z[i * noise.shape[1] + 1])];
            }
        }
        return (tensor(first, device: latents.device), tensor(second, device: latents.device));
    }

    // Equally near ones in their order, so that nothing depends on how libtorch sorts.
    private int Neighbour(Tensor points, int row, double noise)
    {
        var others = (int)points.shape[0] - 1;
        if (others == 0)
            return row;
        using var scope = NewDisposeScope();
        var distances = (points - points[row]).Squared().sum(1).cpu().data<double>().ToArray();
        return Enumerable.Range(0, distances.Length).Where(i => i != row).OrderBy(i => distances[i])
            .ElementAt(Normal.Pick(noise, Math.Min(_neighbours, others)));
    }
}
