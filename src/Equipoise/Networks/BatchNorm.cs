using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Batch normalisation of maps (Ioffe and Szegedy 2015), with PyTorch's names and results. TorchSharp's own counts its batches with
/// a number that it does not hold; see <see cref="Number"/>.
/// </summary>
public sealed class BatchNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;
    private readonly Tensor num_batches_tracked;
    private readonly double _epsilon;

    /// <param name="channels">Of the maps.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public BatchNorm(long channels, double epsilon = 1e-5)
        : base(nameof(BatchNorm))
    {
        _epsilon = epsilon;
        weight = (Parameter)Parameter(ones(channels)).DetachFromDisposeScope();
        bias = (Parameter)Parameter(zeros(channels)).DetachFromDisposeScope();
        running_mean = zeros(channels).DetachFromDisposeScope();
        running_var = ones(channels).DetachFromDisposeScope();
        num_batches_tracked = tensor(0L).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The weight of a batch in the statistics for evaluation.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Scale of each channel, [C].</summary>
    public Parameter Weight => weight;

    /// <summary>Shift of each channel, [C].</summary>
    public Parameter Bias => bias;

    /// <summary>Mean of each channel in evaluation, [C].</summary>
    public Tensor RunningMean => running_mean;

    /// <summary>Variance of each channel in evaluation, [C].</summary>
    public Tensor RunningVariance => running_var;

    /// <summary>Forgets the statistics for evaluation.</summary>
    public void ResetStatistics()
    {
        using var noGrad = no_grad();
        running_mean.zero_();
        running_var.FillInPlace(1);
        num_batches_tracked.zero_();
    }

    /// <param name="x">[N,C,H,W].</param>
    /// <returns>[N,C,H,W].</returns>
    public override Tensor forward(Tensor x)
    {
        Shapes.Require(x, [-1, weight.shape[0], -1, -1]);
        if (training)
            num_batches_tracked.PlusInPlace(Number.One);
        return functional.batch_norm(x, running_mean, running_var, weight, bias, training, Momentum, _epsilon);
    }
}
