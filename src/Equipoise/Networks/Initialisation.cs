using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>Draws the first weights from a generator of their own, so that no global random state matters.</summary>
public static class Initialisation
{
    /// <summary>
    /// DCGAN's (Radford et al. 2016): weights of convolutions N(0, 0.02), weights of batch normalisations N(1, 0.02),
    /// biases 0. Linear layers are treated as convolutions.
    /// </summary>
    public static void Dcgan(Module network, Generator generator) => Each(network, generator, (weight, _) => weight.normal_(0, 0.02, generator), 0.02);

    /// <summary>
    /// DenseNet's as in torchvision: convolutions N(0, 2 / fan-in), batch normalisations 1 and 0, the last layer
    /// U(-1, 1) / sqrt(fan-in) with bias 0.
    /// </summary>
    public static void He(Module network, Generator generator) => Each(network, generator, (weight, module) =>
    {
        var fanIn = weight.numel() / weight.shape[0];
        if (module is Linear)
            weight.uniform_(-1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn), generator);
        else
            weight.normal_(0, Math.Sqrt(2.0 / fanIn), generator);
    }, 0);

    /// <summary>
    /// The default of Keras, with which BAGAN and Improved BAGAN were trained (Glorot and Bengio 2010): weights
    /// U(-a, a) with a = sqrt(6 / (fan-in + fan-out)), biases 0, batch normalisations 1 and 0. Embeddings are N(0, 1), not
    /// Keras' U(-0.05, 0.05), with which latents multiplied by them would vanish.
    /// </summary>
    public static void Glorot(Module network, Generator generator) => Each(network, generator, (weight, _) =>
    {
        var fans = (weight.shape[0] + weight.shape[1]) * weight.shape[2..].Aggregate(1L, (a, b) => a * b);
        var bound = Math.Sqrt(6.0 / fans);
        weight.uniform_(-bound, bound, generator);
    }, 0);

    // Embeddings are N(0, 1) whatever is drawn for the rest; normalisations by group begin as 1 and 0.
    private static void Each(Module network, Generator generator, Action<Tensor, Module> draw, double normSpread)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var module in network.modules())
            switch (module)
            {
                case Convolution c:
                    draw(c.weight!, c);
                    c.bias?.zero_();
                    break;
                case FunctionConv f:
                    draw(f.Weight, f);
                    f.Bias?.zero_();
                    break;
                case Linear l:
                    draw(l.weight!, l);
                    l.bias?.zero_();
                    break;
                case SpectralNorm s:
                    if (s.IsEmbedding)
                        s.Weight.normal_(0, 1, generator);
                    else
                        draw(s.Weight, s);
                    s.Bias?.zero_();
                    s.Draw(generator);
                    break;
                case Embedding e:
                    e.weight!.normal_(0, 1, generator);
                    break;
                case GroupNorm g:
                    g.weight!.FillInPlace(1);
                    g.bias!.zero_();
                    break;
                case BatchNorm b:
                    b.Weight.normal_(1, normSpread, generator);
                    b.Bias.zero_();
                    break;
                case TorchSharp.Modules.BatchNorm b:
                    b.weight!.normal_(1, normSpread, generator);
                    b.bias!.zero_();
                    break;
            }
    }
}
