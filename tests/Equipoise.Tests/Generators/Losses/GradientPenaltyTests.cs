using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Losses;

public class GradientPenaltyTests
{
    // A linear critic's slope is its weight everywhere: (||w|| - 1)^2 with the gradient 2 (||w|| - 1) w / ||w||.
    [Fact]
    public void At_LinearCritic_ClosedFormAndItsGradient()
    {
        using var scope = NewDisposeScope();
        var w = tensor(new[] { 3.0, -4.0 }, requires_grad: true);
        var penalty = GradientPenalty.At(x => x.mv(w), randn(7, 2, dtype: ScalarType.Float64));
        Assert.Equal(16, penalty.item<double>(), 1e-9);
        penalty.backward();
        Assert.Equal([2 * 4 * 3.0 / 5, 2 * 4 * -4.0 / 5], w.grad!.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void At_TanhCritic_ValueOfNumpy()
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceNumbers.Read("losses.json")["gradientPenalty"]!;
        var weights = tensor(reference["weights"].Numbers());
        var penalty = GradientPenalty.At(x => x.tanh().mv(weights), tensor(reference["points"].Numbers()).reshape(3, 4));
        Assert.Equal(reference["value"]!.GetValue<double>(), penalty.item<double>(), 1e-9);
    }

    // The penalty alone, through the double backward, brings the slope of a network to one.
    [Fact]
    public void At_Minimised_SlopesOfOne()
    {
        using var scope = NewDisposeScope();
        using var critic = nn.Sequential(nn.Linear(4, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1));
        using (var generator = new Generator(1, CPU))
            Equipoise.Networks.Initialisation.He(critic, generator);
        using var optimiser = optim.Adam(critic.parameters(), 0.01);
        var points = randn(32, 4);
        var before = GradientPenalty.At(x => critic.forward(x).flatten(), points).item<float>();
        for (var i = 0; i < 150; i++)
        {
            using var step = NewDisposeScope();
            optimiser.zero_grad();
            GradientPenalty.At(x => critic.forward(x).flatten(), points).backward();
            optimiser.step();
        }
        Assert.InRange(GradientPenalty.At(x => critic.forward(x).flatten(), points).item<float>(), 0, before / 20);
    }

    [Fact]
    public void At_FlatCritic_FiniteGradient()
    {
        using var scope = NewDisposeScope();
        var w = zeros(2, requires_grad: true);
        GradientPenalty.At(x => x.mv(w), randn(3, 2)).backward();
        Assert.True(w.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Between_ZerosAndOnes_OneUniformFactorPerImage()
    {
        using var scope = NewDisposeScope();
        var points = GradientPenalty.Between(ones(2000, 1, 2, 2), zeros(2000, 1, 2, 2), new Seed(1));
        Assert.Equal(0, (points - points[.., .., ..1, ..1]).abs().max().item<float>());
        var e = points[.., 0, 0, 0];
        Assert.InRange(e.min().item<float>(), 0, 0.01f);
        Assert.InRange(e.max().item<float>(), 0.99f, 1);
        Assert.Equal(0.5, e.mean().item<float>(), 0.02);
        Assert.Equal(1 / Math.Sqrt(12), e.std().item<float>(), 0.02);
    }

    [Fact]
    public void Between_Normal_FactorsAroundTheRealImage()
    {
        using var scope = NewDisposeScope();
        var points = GradientPenalty.Between(zeros(4000, 1, 2, 2), ones(4000, 1, 2, 2), new Seed(1), InterpolationFactor.Normal);
        Assert.Equal(0, (points - points[.., .., ..1, ..1]).abs().max().item<float>(), 1e-6);
        var a = points[.., 0, 0, 0];
        Assert.Equal(0, a.mean().item<float>(), 0.06);
        Assert.Equal(1, a.std().item<float>(), 0.05);
        Assert.Equal(3, a.square().square().mean().item<float>(), 0.5);
    }

    // Noise of at most half a spread, upwards only, of its own reach per image.
    [Fact]
    public void Around_KnownSpread_WithinScaleTimesSpread()
    {
        using var scope = NewDisposeScope();
        var real = randn(500, 1, 8, 8) * 0.3;
        var reach = (DraganPenalty.Around(real, 0.5, new Seed(1)) - real).amax([1, 2, 3]);
        var spread = real.std().item<float>();
        Assert.InRange(reach.max().item<float>(), 0.47 * spread, 0.5 * spread + 1e-5);
        Assert.InRange(reach.min().item<float>(), 0, 0.02);
        Assert.Equal(0, (DraganPenalty.Around(real, 0, new Seed(1)) - real).abs().max().item<float>());
    }
}
