namespace Equipoise.Generators;

/// <summary>How the learning rate falls over a phase of training.</summary>
public enum LearningRateSchedule
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>In a straight line to 0 at the end of the phase.</summary>
    Linear,

    /// <summary>Along half a cosine to 0 at the end of the phase (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,
}
