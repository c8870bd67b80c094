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

    /// <summary>Those of <c>noise</c>: they look random, and keep the signal's size through deep networks.</summary>
    public static void Noise(nn.Module network)
    {
        using var noGrad = no_grad();
        foreach (var (i, (name, t)) in network.state_dict().OrderBy(s => s.Key, StringComparer.Ordinal).Index())
            if (!name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                using (var values = tensor(Noise(name, t, i)))
                using (var shaped = values.reshape(t.shape))
                    t.copy_(shaped);
    }

    private static float[] Noise(string name, Tensor t, int i)
    {
        var (last, spread) = (name.Split('.')[^1], Math.Sqrt(24.0 * t.shape.FirstOrDefault(1) / t.numel()));
        var values = new float[t.numel()];
        for (var k = 0; k < values.Length; k++)
        {
            var h = (uint)(((ulong)k + (ulong)i * 1000003) * 2654435769);
            h = (h ^ (h >> 15)) * 2246822519;
            h = (h ^ (h >> 13)) * 3266489917;
            var u = (h ^ (h >> 16)) / 4294967296.0 - 0.5;
            values[k] = (float)(last == "running_var" ? 1 + u * u : t.dim() > 1 ? u * spread : last == "weight" ? 1 + 0.2 * u : 0.2 * u);
        }
        return values;
    }

    private static double[] Values(string name, Tensor t, int i)
    {
        var waves = Enumerable.Range(0, (int)t.numel()).Select(k => Math.Sin(k * 0.37 + i)).ToArray();
        var fanIn = t.dim() > 1 ? Math.Sqrt(t.numel() / t.shape[0]) : 1;
        Func<double, double> value = name.Split('.')[^1] switch
        {
            "running_var" => w => 1 + 0.5 * w * w,
            "weight" when t.dim() == 1 => w => 1 + 0.1 * w,
            "weight_u" or "weight_v" when Math.Sqrt(waves.Sum(v => v * v)) is var length => w => w / length,
            _ when t.dim() > 1 => w => w / fanIn,
            _ => w => w * 0.1,
        };
        return [.. waves.Select(value)];
    }
}
