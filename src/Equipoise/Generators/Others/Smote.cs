using Equipoise.Common;
using Equipoise.Generators.Autoencoding;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Generators.Others;

/// <summary>
/// SMOTE (Chawla et al. 2002) in the latent space of an autoencoder, as DeepSMOTE (Dablain et al. 2022): the autoencoder learns to
/// give back images; a synthetic image is the decoded point between the latents of a training image and of one of its 5 nearest
/// neighbours of the same class, see <see cref="SmoteGenerator"/>. Mean squared error, Adam 2e-4 with betas 0.9 and 0.999, batches of
/// 100, latents of 300, as in the authors' code; one share of the way for an image, as there, where SMOTE draws one for each
/// attribute. Unlike theirs: batches have all classes alike; the networks are Improved BAGAN's (Huang and Jafari 2020), whose decoder is
/// told the class; the weights are the last, not those of the lowest loss; and their penalty has no weight by default, see
/// <see cref="PenaltyWeight"/>. Neighbours may be of one patient.
/// </summary>
[Named("smote", "no GAN: SMOTE in an autoencoder's latent space (Chawla et al. 2002; cf. DeepSMOTE, Dablain et al. 2022)")]
public sealed record SmoteSpec : GeneratorSpec
{
    public override int LatentSize { get; init; } = 300;

    public override int BatchSize { get; init; } = 100;

    public override double Beta1 { get; init; } = 0.9;

    /// <summary>k: how many of the nearest images of the same class may be the other end of the way.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Channels of the widest maps.</summary>
    public int MaxWidth { get; init; } = 256;

    /// <summary>
    /// Weight of DeepSMOTE's penalty as it is described: an image against what is decoded from the latent of another of its class, of
    /// the same batch; 0 for none. It draws an image x towards its class's mean m: the best decoder of weight w gives (x + w m) / (1 + w).
    /// The authors' code, other than their description, permutes images as it does latents, so that its term is one more
    /// reconstruction, of a class that is drawn evenly; batches with all classes alike do that without it.
    /// </summary>
    public double PenaltyWeight { get; init; }

    public override IGenerator Build(GeneratorContext context) => new Smote(this, context);

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (LatentSize < SmoteGenerator.Components)
            yield return $"latentSize must be at least {SmoteGenerator.Components}, for an image, a neighbour and a share; received {LatentSize}.";
        if (Neighbours < 1)
            yield return $"neighbours must be at least 1; received {Neighbours}.";
        if (MaxWidth < 64 || (MaxWidth & (MaxWidth - 1)) != 0)
            yield return $"maxWidth must be a power of two of at least 64; received {MaxWidth}.";
        if (!(PenaltyWeight >= 0))
            yield return $"penaltyWeight must be at least 0; received {PenaltyWeight}.";
    }
}

/// <summary>The autoencoder's training; after each epoch the latents of all training images are those of its encoder.</summary>
internal sealed class Smote : IGenerator
{
    private readonly SmoteSpec _spec;
    private readonly GeneratorContext _context;
    private readonly SmoteGenerator _g;
    private readonly Autoencoder _autoencoder;
    private readonly TrainingState _state = new();

    /// <exception cref="UserException">A class has no training image.</exception>
    public Smote(SmoteSpec spec, GeneratorContext context)
    {
        (_spec, _context) = (spec, context);
        if (Enumerable.Range(0, context.Classes).Where(c => context.PerClass[c] == 0).Select(c => context.ClassNames[c]).FirstOrDefault() is { } empty)
            throw UserException.BadData(
                $"'smote' interpolates between training images, and class '{Printable.Name(empty)}' has none.", "Leave the class out or take more of the images.");
        using var random = context.Seed.For("weights").Torch(CPU);
        _g = new SmoteGenerator(
            spec.Neighbours, context.PerClass, spec.LatentSize, context.Channels, context.Resolution, spec.MaxWidth,
            new LayerStyle(spec.GeneratorActivation, Normalisation.Batch, spec.GeneratorSpectralNorm));
        var encoder = new ConvEncoder(
            spec.LatentSize, context.Channels, context.Resolution, spec.MaxWidth, new LayerStyle(Activation.LeakyRelu));
        Initialisation.Glorot(_g, random);
        Initialisation.Glorot(encoder, random);
        _g.to(context.Device);
        _autoencoder = new Autoencoder(Parts(encoder), _g, spec.GeneratorOptimiser, context);
        _state.Add("generator", _g);
        _autoencoder.AddTo(_state, _g);
    }

    public IReadOnlyList<GeneratorPhase> Phases => [new("autoencoder", _spec.Epochs, Step) { EndEpoch = _autoencoder.HandOver }];

    public IReadOnlyDictionary<string, nn.Module> Networks => _state.Networks;

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        using var noGrad = no_grad();
        return Decode(labels, noise);
    }

    /// <summary>
    /// Follows the noise in the share of the way only: which images lie at its ends changes in jumps, and has no gradient.
    /// </summary>
    /// <inheritdoc cref="IGenerator.Decode"/>
    public Tensor Decode(Tensor labels, Tensor noise)
    {
        Shapes.Require(labels, [-1]);
        Shapes.Require(noise, [labels.shape[0], _spec.LatentSize]);
        using var scope = NewDisposeScope();
        _g.eval();
        try
        {
            return _g.forward(noise.to(_context.Device), labels.to(_context.Device)).MoveToOuterDisposeScope();
        }
        finally
        {
            _g.train();
        }
    }

    public void ScaleLearningRates(double factor) => _autoencoder.ScaleLearningRate(factor);

    public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => _g.state_dict();

    public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => Weights.Load(_g, weights);

    public IReadOnlyDictionary<string, Tensor> State() => _state.Read();

    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => _state.Write(state);

    public void Dispose()
    {
        _autoencoder.Dispose();
        _g.Dispose();
    }

    private AutoencoderParts Parts(ConvEncoder encoder) => new()
    {
        Epochs = _spec.Epochs,
        Encoder = encoder,
        Decode = _g.Decode,
        Loss = (x, made) => (x - made).Squared().mean(),
        Penalty = _spec.PenaltyWeight == 0 ? null : (latents, x, y, seed) =>
            (Number)_spec.PenaltyWeight * (x - _g.Decode(latents.index_select(0, OthersOfTheClass(y, seed)), y)).Squared().mean(),
        HandOver = _g.Remember,
    };

    private StepLosses Step(Data.Batch real, Seed seed)
    {
        SpectralNorm.Advance(_g);
        return _autoencoder.Step(real, seed);
    }

    // For each image the number of another of its class, [N] int64; its own where there is no other.
    private static Tensor OthersOfTheClass(Tensor labels, Seed seed)
    {
        var random = seed.Random();
        var y = labels.cpu().data<long>().ToArray();
        var others = new long[y.Length];
        foreach (var members in Enumerable.Range(0, y.Length).GroupBy(i => y[i]).Select(g => g.ToArray()))
        {
            random.Permute(members);
            for (var i = 0; i < members.Length; i++)
                others[members[i]] = members[(i + 1) % members.Length];
        }
        return tensor(others, device: labels.device);
    }
}
