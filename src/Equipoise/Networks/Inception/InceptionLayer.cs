namespace Equipoise.Networks.Inception;

/// <summary>Where features are taken; the value is how many there are.</summary>
public enum InceptionLayer
{
    /// <summary>After the first max pooling.</summary>
    FirstPool = 64,

    /// <summary>After the second max pooling.</summary>
    SecondPool = 192,

    /// <summary>After Mixed_6e, where the auxiliary classifier begins.</summary>
    BeforeAuxiliary = 768,

    /// <summary>After Mixed_7c, from which the classes are told.</summary>
    Last = 2048,
}
