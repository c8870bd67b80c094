using Equipoise.Common;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Gradient descent with momentum and a gain for every coordinate, which grows while the gradient keeps its sign (Jacobs 1988).
/// </summary>
internal sealed class Descent(Plane at, double learningRate)
{
    private const float GainRise = 0.2f, GainDecay = 0.8f, LeastGain = 0.01f;

    // Far beyond any map of points: their distance grows with the square root of their number.
    private const float Runaway = 1e7f;

    private readonly Plane _steps = new(at.Points), _gains = new(at.Points);

    /// <summary>Forgets momentum and gains, as between the early steps and the later ones.</summary>
    public void Restart()
    {
        Array.Clear(_steps.X);
        Array.Clear(_steps.Y);
        Array.Fill(_gains.X, 1);
        Array.Fill(_gains.Y, 1);
    }

    /// <summary>One step.</summary>
    /// <exception cref="UserException">Points run away.</exception>
    public void Step(Plane gradient, double momentum)
    {
        var far = Math.Max(
            Step(at.X.AsSpan(0, at.Points), gradient.X, _steps.X, _gains.X, (float)momentum),
            Step(at.Y.AsSpan(0, at.Points), gradient.Y, _steps.Y, _gains.Y, (float)momentum));
        if (!(far < Runaway))
            throw new UserException(
                ExitCode.Diverged, $"t-SNE diverged at a learning rate of {learningRate}: points ran away.", "Lower tsne.learningRate, or leave it out.");
    }

    private float Step(Span<float> positions, float[] gradient, float[] steps, float[] gains, float momentum)
    {
        var (rate, far) = ((float)learningRate, 0f);
        for (var i = 0; i < positions.Length; i++)
        {
            gains[i] = Math.Max(LeastGain, steps[i] * gradient[i] < 0 ? gains[i] + GainRise : gains[i] * GainDecay);
            steps[i] = momentum * steps[i] - rate * gains[i] * gradient[i];
            positions[i] += steps[i];
            far = Math.Max(far, Math.Abs(positions[i])); // NaN stays
        }
        return far;
    }
}
