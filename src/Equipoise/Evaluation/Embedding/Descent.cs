namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Gradient descent with momentum and a gain for every coordinate, which grows while the gradient keeps its sign (Jacobs 1988).
/// </summary>
internal sealed class Descent(Plane at, float learningRate)
{
    private const float GainRise = 0.2f, GainDecay = 0.8f, LeastGain = 0.01f;

    // Few points at the usual learning rate would run away.
    private const float LongestStep = 5;

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
    public void Step(Plane gradient, float momentum)
    {
        Step(at.X.AsSpan(0, at.Points), gradient.X, _steps.X, _gains.X, momentum);
        Step(at.Y.AsSpan(0, at.Points), gradient.Y, _steps.Y, _gains.Y, momentum);
    }

    private void Step(Span<float> positions, float[] gradient, float[] steps, float[] gains, float momentum)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            gains[i] = Math.Max(LeastGain, steps[i] * gradient[i] < 0 ? gains[i] + GainRise : gains[i] * GainDecay);
            steps[i] = Math.Clamp(momentum * steps[i] - learningRate * gains[i] * gradient[i], -LongestStep, LongestStep);
            positions[i] += steps[i];
        }
    }
}
