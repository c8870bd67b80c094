namespace Equipoise.Data;

/// <summary>Which images a training step sees; a function of the step alone, so that resuming needs no state.</summary>
public interface IBatchOrder
{
    /// <summary>The members of the batch of this step, from 0.</summary>
    int[] At(long step);
}
