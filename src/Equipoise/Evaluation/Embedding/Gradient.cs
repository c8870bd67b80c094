namespace Equipoise.Evaluation.Embedding;

/// <summary>The gradient of the Kullback-Leibler divergence (van der Maaten 2014, equation 8).</summary>
internal sealed class Gradient(Affinities affinities, IRepulsion repulsion, int points)
{
    private readonly Plane _attraction = new(points);
    private readonly Plane _repulsion = new(points);

    /// <summary>Writes the gradient at these positions, with all attraction exaggerated by a factor.</summary>
    /// <returns>The sum of 1 / (1 + |y_i - y_j|^2) over all ordered pairs.</returns>
    public double At(Plane at, double exaggeration, Plane gradient)
    {
        Attraction.Forces(affinities, at, _attraction);
        var normaliser = repulsion.Forces(at, _repulsion);
        var (pull, push) = ((float)(4 * exaggeration), (float)(4 / normaliser));
        for (var i = 0; i < points; i++)
        {
            gradient.X[i] = pull * _attraction.X[i] - push * _repulsion.X[i];
            gradient.Y[i] = pull * _attraction.Y[i] - push * _repulsion.Y[i];
        }
        return normaliser;
    }

    /// <summary>The divergence in nats, without exaggeration.</summary>
    public double Divergence(Plane at) => Attraction.Divergence(affinities, at, repulsion.Forces(at, _repulsion));
}
