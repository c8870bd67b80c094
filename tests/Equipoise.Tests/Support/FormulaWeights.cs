using static TorchSharp.torch;

namespace Equipoise.Tests.Support;

/// <summary>Weights that Python can repeat: those of tools/reference/formula.py.</summary>
internal static class FormulaWeights
{
    public static void Fill(nn.Module network)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (i, (name, t)) in network.state_dict().OrderBy(s => s.Key, StringComparer.Ordinal).Index())
            if (!name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                t.copy_(tensor(Values(name, t, i)).reshape(t.shape));
    }

    private static double[] Values(string name, Tensor t, int i)
    {
        var waves = Enumerable.Range(0, (int)t.numel()).Select(k => Math.Sin(k * 0.37 + i)).ToArray();
        Func<double, double> value = name.Split('.')[^1] switch
        {
            "running_var" => w => 1 + 0.5 * w * w,
            "weight" when t.dim() == 1 => w => 1 + 0.1 * w,
            "weight_u" or "weight_v" => w => w / Math.Sqrt(waves.Sum(v => v * v)),
            _ when t.dim() > 1 => w => w / Math.Sqrt(t.numel() / t.shape[0]),
            _ => w => w * 0.1,
        };
        return [.. waves.Select(value)];
    }
}
