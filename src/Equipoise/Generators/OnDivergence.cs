namespace Equipoise.Generators;

/// <summary>What happens when a loss is not finite or runs away.</summary>
public enum OnDivergence
{
    /// <summary>Training ends; the last good state is kept.</summary>
    Stop,

    /// <summary>Training goes back to the start of the epoch with a lower learning rate; see <see cref="GeneratorSpec.RollbackFactor"/>.</summary>
    Rollback,
}
