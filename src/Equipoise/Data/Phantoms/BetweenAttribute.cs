namespace Equipoise.Data.Phantoms;

/// <summary>The documented range of a factor, from which it is drawn uniformly.</summary>
/// <param name="low">The least value.</param>
/// <param name="high">The greatest value.</param>
/// <param name="per">Whether all images of a patient share it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double low, double high, Per per) : Attribute
{
    public double Low => low;

    public double High => high;

    public Per Per => per;
}
