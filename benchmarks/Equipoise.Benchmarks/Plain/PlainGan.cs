using Equipoise.Common;
using Equipoise.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks.Plain;

/// <summary>Which images a plain generator's step shows to the discriminator.</summary>
internal enum Fakes
{
    /// <summary>New ones, as in the algorithm box of the first paper (Goodfellow et al. 2014).</summary>
    Fresh,

    /// <summary>Those of the discriminator's step just before.</summary>
    Reused,
}

/// <summary>
/// The plain twin of a GAN: the same networks, losses and optimisers as anybody would write them with TorchSharp, in
/// single precision. Found by its name.
/// </summary>
internal abstract class PlainGan : IDisposable
{
    private const double LearningRate = 2e-4, Beta1 = 0.5, EmaDecay = 0.999;

    private readonly Module<Tensor, Tensor, Tensor> _g;
    private readonly Module<Tensor, Tensor, Tensor> _average;
    private readonly Module<Tensor, Tensor, Tensor> _d;
    private readonly optim.Optimizer _optimiserG;
    private readonly optim.Optimizer _optimiserD;

    protected PlainGan(
        Func<Module<Tensor, Tensor, Tensor>> generator, Module<Tensor, Tensor, Tensor> discriminator, double beta2, Device device)
    {
        (_g, _average, _d) = (generator(), generator(), discriminator);
        foreach (var network in new[] { _g, _average, _d })
            network.to(device);
        _average.load_state_dict(_g.state_dict());
        _optimiserG = optim.Adam(_g.parameters(), LearningRate, Beta1, beta2);
        _optimiserD = optim.Adam(_d.parameters(), LearningRate, Beta1, beta2);
    }

    /// <summary>All GANs that have a plain twin, by the name of the GAN.</summary>
    public static Catalog<PlainGan> All { get; } = new();

    /// <summary>The plain twin of a GAN.</summary>
    /// <exception cref="UserException">It has none.</exception>
    public static PlainGan Create(string name, Device device) =>
        (PlainGan)Activator.CreateInstance(All.Get(name, "GAN with a plain twin").Type, device)!;

    /// <summary>The networks that are trained, by their role.</summary>
    public IReadOnlyDictionary<string, Module<Tensor, Tensor, Tensor>> Networks =>
        new Dictionary<string, Module<Tensor, Tensor, Tensor>> { ["generator"] = _g, ["discriminator"] = _d };

    /// <summary>So many discriminator steps, and a generator step after the last.</summary>
    /// <returns>Whether all losses were finite.</returns>
    public bool Period(Batch real, int discriminatorSteps, Fakes fakes)
    {
        var finite = true;
        for (var left = discriminatorSteps - 1; left >= 0; left--)
            finite &= Step(real.Images, real.Labels, generatorToo: left == 0, fakes);
        return finite;
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _optimiserG, _optimiserD, _g, _average, _d })
            part.Dispose();
    }

    /// <summary>What is added to the discriminator's loss.</summary>
    /// <param name="x">[N,C,H,W] real images.</param>
    /// <param name="y">[N] int64, their labels.</param>
    /// <param name="fake">[N,C,H,W] without gradient.</param>
    protected virtual Tensor Terms(Tensor x, Tensor y, Tensor fake) => zeros(1, device: x.device);

    /// <summary>The discriminator's logits [N].</summary>
    protected Tensor Discriminate(Tensor images, Tensor labels) => _d.forward(images, labels);

    /// <summary>Binary cross-entropy of logits [N] with the target 1 or 0.</summary>
    protected static Tensor IsReal(Tensor logits, double target) =>
        functional.binary_cross_entropy_with_logits(logits, full_like(logits, target));

    private bool Step(Tensor x, Tensor y, bool generatorToo, Fakes fakes)
    {
        using var scope = NewDisposeScope();
        var n = x.shape[0];
        var (z, yf) = Draw(n, x.device);
        Tensor fake;
        using (set_grad_enabled(generatorToo && fakes == Fakes.Reused))
            fake = _g.forward(z, yf);

        _optimiserD.zero_grad();
        var lossD = IsReal(_d.forward(x, y), 1) + IsReal(_d.forward(fake.detach(), yf), 0) + Terms(x, y, fake.detach());
        lossD.backward();
        _optimiserD.step();
        var finite = float.IsFinite(lossD.item<float>());
        if (!generatorToo)
            return finite;

        if (fakes == Fakes.Fresh)
        {
            (z, yf) = Draw(n, x.device);
            fake = _g.forward(z, yf);
        }
        _optimiserG.zero_grad();
        var lossG = IsReal(_d.forward(fake, yf), 1);
        lossG.backward();
        _optimiserG.step();
        UpdateAverage();
        return finite && float.IsFinite(lossG.item<float>());
    }

    private void UpdateAverage()
    {
        using var noGrad = no_grad();
        foreach (var (a, b) in _average.parameters().Zip(_g.parameters()))
            a.mul_(EmaDecay).add_(b, alpha: 1 - EmaDecay);
    }

    private static (Tensor Noise, Tensor Labels) Draw(long n, Device device) =>
        (randn([n, 128], device: device), randint(0, 3, [n], dtype: ScalarType.Int64, device: device));
}
