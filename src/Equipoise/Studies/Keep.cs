namespace Equipoise.Studies;

/// <summary>What stays on disk of what nothing in the study needs any more.</summary>
public enum Keep
{
    /// <summary>
    /// Scores, logs and what the report shows. A generator's weights and the synthetic images go as soon as every cell that uses them is
    /// finished; the same command makes the same again.
    /// </summary>
    Results,

    /// <summary>Generators and their images, too.</summary>
    Generators,

    /// <summary>The weights of every classifier, too.</summary>
    All,
}
