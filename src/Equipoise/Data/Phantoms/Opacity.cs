namespace Equipoise.Data.Phantoms;

/// <summary>One opacity. Lengths in half image sides, from the image's centre, before the view moves the patient.</summary>
/// <param name="X">Place of its centre, to the right of the image.</param>
/// <param name="Y">Place of its centre, downwards.</param>
/// <param name="Extent">Radius.</param>
/// <param name="Density">Attenuation added at its centre; clear lung to soft tissue is about 0.5.</param>
/// <param name="Reticulation">0 for an even haze, 1 for a network of lines.</param>
public sealed record Opacity(double X, double Y, double Extent, double Density, double Reticulation)
{
    /// <summary>The distance between two centres.</summary>
    public double DistanceTo(Opacity other) =>
        Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}
