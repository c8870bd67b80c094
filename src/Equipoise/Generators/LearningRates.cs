namespace Equipoise.Generators;

/// <summary>Learning rates over a phase, as multiples of the settings'.</summary>
public static class LearningRates
{
    /// <param name="decayFrom">The share of the phase after which the rate begins to fall.</param>
    /// <param name="done">The share of the phase that is done, from 0 to below 1.</param>
    /// <returns>1 before the fall, towards 0 at the end of the phase.</returns>
    public static double At(LearningRateSchedule schedule, double decayFrom, double done)
    {
        var fallen = Math.Max(0, (done - decayFrom) / (1 - decayFrom));
        return schedule switch
        {
            LearningRateSchedule.Linear => 1 - fallen,
            LearningRateSchedule.Cosine => (1 + Math.Cos(Math.PI * fallen)) / 2,
            _ => 1,
        };
    }
}
