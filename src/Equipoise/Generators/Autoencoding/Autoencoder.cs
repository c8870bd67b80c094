using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Generators.Autoencoding;

/// <summary>The training of an autoencoder whose decoder is the generator.</summary>
internal sealed class Autoencoder : IDisposable
{
    private readonly AutoencoderParts _parts;
    private readonly GeneratorContext _context;
    private readonly OptimiserSettings _settings;
    private readonly Optimiser _optimiser;

    /// <param name="generator">The decoder, or what holds it.</param>
    /// <param name="settings">For encoder and decoder.</param>
    public Autoencoder(AutoencoderParts parts, nn.Module generator, OptimiserSettings settings, GeneratorContext context)
    {
        (_parts, _settings, _context) = (parts, settings, context);
        parts.Encoder.to(context.Device);
        _optimiser = settings.Build(parts.Encoder.parameters().Concat(generator.parameters()));
    }

    public int Epochs => _parts.Epochs;

    /// <summary>Adds the encoder and its optimiser to what a checkpoint holds.</summary>
    public void AddTo(TrainingState state, nn.Module generator)
    {
        state.Add("encoder", _parts.Encoder);
        state.Add("autoencoder", _optimiser, _parts.Encoder, generator);
    }

    public void ScaleLearningRate(double factor) => _settings.Scale(_optimiser, factor);

    public StepLosses Step(Batch real, Seed seed)
    {
        using var scope = NewDisposeScope();
        SpectralNorm.Advance(_parts.Encoder);
        SeededDropout.Begin(_parts.Encoder, seed.For("dropout"));
        Tensor loss;
        Tensor? penalty;
        using (Autocast.Enter(_context.Precision, _context.Device.type))
        {
            var latents = _parts.Encoder.forward(real.Images);
            loss = _parts.Loss(real.Images, _parts.Decode(latents, real.Labels));
            penalty = _parts.Penalty?.Invoke(latents, real.Images, real.Labels, seed.For("penalty"));
        }
        var losses = new StepLosses { ["reconstruction"] = loss.item<float>() };
        if (penalty is not null)
        {
            losses["penalty"] = penalty.item<float>();
            loss = loss.Plus(penalty);
        }
        if (losses.Finite)
            _settings.Step(_optimiser, loss);
        return losses;
    }

    /// <summary>Encodes all images and hands over.</summary>
    public void HandOver(IEnumerable<Batch> images)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (latents, labels) = (new List<Tensor>(), new List<Tensor>());
        _parts.Encoder.eval();
        foreach (var batch in images)
            using (batch)
            using (NewDisposeScope())
            {
                latents.Add(_parts.Encoder.forward(batch.Images).to(ScalarType.Float32).MoveToOuterDisposeScope());
                labels.Add(batch.Labels.clone().MoveToOuterDisposeScope());
            }
        _parts.Encoder.train();
        _parts.HandOver(cat(latents), cat(labels));
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _parts.Encoder.Dispose();
    }
}
