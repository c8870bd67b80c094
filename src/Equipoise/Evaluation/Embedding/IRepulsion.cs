namespace Equipoise.Evaluation.Embedding;

/// <summary>What drives all points apart.</summary>
internal interface IRepulsion
{
    /// <summary>For every point i the sum over j of (y_i - y_j) / (1 + |y_i - y_j|^2)^2.</summary>
    /// <returns>The sum of 1 / (1 + |y_i - y_j|^2) over all ordered pairs of different points.</returns>
    double Forces(Plane at, Plane forces);
}
