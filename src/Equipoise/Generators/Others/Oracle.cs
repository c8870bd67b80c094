using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Generators.Others;

/// <summary>
/// A control, no method: fresh phantoms from the distribution that those of the dataset come from, of patients that are not in it.
/// Nothing is learned. As an arm of a study on phantoms it shows what a perfect generator would bring, and with <see cref="Modes"/> 1
/// what a collapsed one does, so that the study itself is tested. No shortcut is planted.
/// </summary>
[Named("oracle", "a control, no method: fresh phantoms from their true distribution, which only phantoms have")]
public sealed record OracleSpec : GeneratorSpec
{
    /// <summary>Different images of a class: 0 for as many as are asked for, 1 for always the same.</summary>
    public int Modes { get; init; }

    /// <summary>The <c>size</c> of the phantom source: images are drawn in it or, if that is larger, in the resolution.</summary>
    public int Size { get; init; } = new PhantomOptions().Size;

    public override IGenerator Build(GeneratorContext context) => new Oracle(this, context);

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (Modes < 0)
            yield return $"modes must be 0 (no limit) or above; received {Modes}.";
        if (Size is < PhantomRenderer.MinSize or > PhantomRenderer.MaxSize)
            yield return $"size must be from {PhantomRenderer.MinSize} to {PhantomRenderer.MaxSize}; received {Size}.";
    }
}

/// <summary>Phantoms, each drawn from the bits of its noise. One noise is one patient, whose disease is the class's.</summary>
internal sealed class Oracle : IGenerator
{
    private readonly OracleSpec _spec;
    private readonly GeneratorContext _context;
    private readonly PhantomClass[] _kinds;
    private readonly Preprocessing _preprocessing;
    private readonly Seed _seed;

    /// <exception cref="UserException">The classes are not the phantoms'.</exception>
    public Oracle(OracleSpec spec, GeneratorContext context)
    {
        (_spec, _context) = (spec, context);
        var names = Enum.GetNames<PhantomClass>().Select(n => n.ToLowerInvariant()).ToList();
        if (context.ClassNames.Any(c => !names.Contains(c)))
            throw UserException.BadData(
                $"'oracle' draws phantoms of the classes {string.Join(", ", names)}; the dataset has {string.Join(", ", context.ClassNames.Select(Printable.Name))}.",
                "Use it on --data phantom only: it is a control for the study itself, and knows nothing of other images.");
        _kinds = [.. context.ClassNames.Select(c => (PhantomClass)names.IndexOf(c))];
        _preprocessing = new Preprocessing(context.Resolution, context.Channels, Fit.Pad);
        _seed = context.Seed.For("oracle");
    }

    public IReadOnlyList<GeneratorPhase> Phases => [];

    public IReadOnlyDictionary<string, nn.Module> Networks => new Dictionary<string, nn.Module>();

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        Shapes.Require(labels, [-1]);
        Shapes.Require(noise, [labels.shape[0], _spec.LatentSize]);
        using var scope = NewDisposeScope();
        var (kinds, rows) = (labels.cpu().data<long>().Select(l => _kinds[l]).ToArray(), noise.detach().cpu().contiguous().bytes.ToArray());
        var width = _spec.LatentSize * sizeof(float);
        var pixels = new byte[kinds.Length * _preprocessing.ImageBytes];
        Parallel.For(0, kinds.Length, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, i =>
        {
            var factors = Factors(kinds[i], rows.AsSpan(i * width, width));
            Draw(factors).CopyTo(pixels, i * _preprocessing.ImageBytes);
        });
        var images = tensor(pixels).reshape(kinds.Length, _context.Channels, _context.Resolution, _context.Resolution);
        return ImageSets.ToFloat(images).to(_context.Device).MoveToOuterDisposeScope();
    }

    /// <summary>The same images. There is no way back to the noise: another bit of it is another patient.</summary>
    /// <inheritdoc cref="IGenerator.Decode"/>
    public Tensor Decode(Tensor labels, Tensor noise) => Sample(labels, noise);

    public void ScaleLearningRates(double factor)
    {
    }

    public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => new Dictionary<string, Tensor>();

    public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => LoadState(weights);

    public IReadOnlyDictionary<string, Tensor> State() => new Dictionary<string, Tensor>();

    public void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
        if (state.Count > 0)
            throw new ArgumentException($"The state does not fit: '{state.Keys.First()}' is unknown.", nameof(state));
    }

    public void Dispose()
    {
    }

    /// <summary>What is drawn for a class and a row of noise.</summary>
    /// <param name="noise">The row's bytes.</param>
    internal PhantomFactors Factors(PhantomClass kind, ReadOnlySpan<byte> noise) => PhantomSampler.Draw(kind, _spec.Modes == 0
        ? _seed.For(ContentHash.Of(noise).Hex)
        : _seed.For(Normal.Pick(BitConverter.ToSingle(noise), _spec.Modes)));

    // [C,H,W] uint8, as a source of phantoms prepares its images.
    private byte[] Draw(PhantomFactors factors) => _preprocessing.Apply(
        PhantomRenderer.Draw(factors, Math.Clamp(_context.Resolution, _spec.Size, PhantomRenderer.MaxSize)).WithChannels(_context.Channels));
}
