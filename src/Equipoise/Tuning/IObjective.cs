using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>Measures how good a generator is, on training or validation images. It never sees a test image.</summary>
public interface IObjective : IDisposable
{
    /// <summary>Draws samples and measures. Equal weights give equal values; the GAN stays as it is.</summary>
    /// <param name="gan">May be under training.</param>
    /// <param name="latentSize">Numbers of noise per sample.</param>
    /// <exception cref="DivergedException">A classifier that was trained for it diverged.</exception>
    double Measure(IGenerator gan, int latentSize, CancellationToken stop);
}
