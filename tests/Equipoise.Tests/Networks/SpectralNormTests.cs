using Equipoise.Common;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class SpectralNormTests
{
    public static TheoryData<string> Layers => ["conv", "transposed", "linear", "embedding"];

    // The largest singular value of the weight as a matrix, outputs down the rows.
    [Theory]
    [MemberData(nameof(Layers))]
    public void Sigma_Converged_LargestSingularValue(string kind)
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn(kind);
        SpectralNorm.Advance(layer, 200);
        var matrix = (kind == "transposed" ? layer.Weight.transpose(0, 1) : layer.Weight).flatten(1);
        Assert.Equal(linalg.svdvals(matrix)[0].item<float>(), layer.Sigma().item<float>(), 1e-3);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Forward_Any_LayerWithDividedWeight(string kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var plain = Plain(kind);
        using var layer = Of(Plain(kind));
        Weights.Load(layer, layer.state_dict().ToDictionary(
            s => s.Key, s => s.Key switch { "weight_orig" => plain.state_dict()["weight"], "bias" => plain.state_dict()["bias"], _ => s.Value.clone() }));
        plain.state_dict()["weight"].div_(layer.Sigma());
        var x = Input(kind);
        Assert.True(allclose(((nn.Module<Tensor, Tensor>)plain).forward(x), layer.forward(x), 1e-5, 1e-6));
    }

    [Fact]
    public void Forward_LinearConverged_OneLipschitzAndReached()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var layer = Drawn("linear");
        SpectralNorm.Advance(layer, 200);
        var (a, b) = (randn(1000, 6), randn(1000, 6));
        var slopes = (layer.forward(a) - layer.forward(b)).norm(1) / (a - b).norm(1);
        Assert.InRange(slopes.max().item<float>(), 0, 1 + 1e-5f);
        // Along the first right singular vector the bound is met.
        var v = layer.state_dict()["weight_v"].unsqueeze(0);
        Assert.Equal(1, (layer.forward(v) - layer.forward(zeros_like(v))).norm().item<float>(), 1e-3);
    }

    [Fact]
    public void Advance_ForwardAndEvaluation_OnlyItMovesTheVectors()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn("linear");
        float[] Vectors() => [.. layer.state_dict()["weight_u"].data<float>(), .. layer.state_dict()["weight_v"].data<float>()];
        var before = Vectors();
        layer.forward(Input("linear"));
        layer.eval();
        layer.forward(Input("linear"));
        Assert.Equal(before, Vectors());
        using (no_grad())
            layer.Weight.add_(randn_like(layer.Weight));
        SpectralNorm.Advance(layer);
        Assert.NotEqual(before, Vectors());
    }

    // d(W/s)/dW = (1 - (W/s) u v') / s applied to the outer gradient, as autograd of the whole expression gives.
    [Fact]
    public void Backward_Linear_ThroughSigmaToo()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn("linear");
        var x = Input("linear");
        layer.forward(x).sum().backward();
        using var noGrad = no_grad();
        var (u, v, sigma) = (layer.state_dict()["weight_u"], layer.state_dict()["weight_v"], layer.Sigma());
        var outer = ones(4, 1).mm(x.sum(0, keepdim: true)); // gradient with respect to W / sigma
        var expected = outer / sigma - (outer * layer.Weight).sum() / sigma.square() * u.outer(v);
        Assert.True(allclose(expected, layer.Weight.grad!, 1e-4, 1e-5));
    }

    [Fact]
    public void Sigma_Bf16_SinglePrecision()
    {
        var precision = Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance);
        Assert.SkipUnless(precision == Precision.Bf16, "This machine does not offer bf16.");
        using var scope = NewDisposeScope();
        using var layer = Drawn("linear");
        using var autocast = Autocast.Enter(precision, DeviceType.CPU);
        var sigma = layer.Sigma();
        Assert.Equal(ScalarType.Float32, sigma.dtype);
        Assert.Equal(ScalarType.BFloat16, layer.forward(Input("linear")).dtype);
        autocast.Dispose();
        Assert.Equal(layer.Sigma().item<float>(), sigma.item<float>());
    }

    private static SpectralNorm Drawn(string kind)
    {
        var layer = Of(Plain(kind));
        using var generator = new Generator(5, CPU);
        // What stands in a network; a layer alone is not one of its own modules.
        Initialisation.He(nn.Sequential(layer), generator);
        return layer;
    }

    private static nn.Module Plain(string kind) => kind switch
    {
        "conv" => nn.Conv2d(3, 5, 4, stride: 2, padding: 1),
        "transposed" => nn.ConvTranspose2d(3, 5, 4, stride: 2, padding: 1, bias: false),
        "linear" => nn.Linear(6, 4),
        _ => nn.Embedding(7, 3),
    };

    private static SpectralNorm Of(nn.Module layer) => layer switch
    {
        TorchSharp.Modules.Convolution c => SpectralNorm.Of(c),
        TorchSharp.Modules.Linear l => SpectralNorm.Of(l),
        _ => SpectralNorm.Of((TorchSharp.Modules.Embedding)layer),
    };

    private static Tensor Input(string kind) => kind switch
    {
        "embedding" => tensor(new long[] { 0, 3, 6 }),
        "linear" => randn(3, 6),
        _ => randn(2, 3, 8, 8),
    };
}
