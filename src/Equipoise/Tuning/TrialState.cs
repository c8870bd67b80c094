namespace Equipoise.Tuning;

/// <summary>How a trial stands.</summary>
public enum TrialState
{
    /// <summary>Trained and measured to the end.</summary>
    Finished,

    /// <summary>Stopped on a lower rung, because others were better there; or not yet further.</summary>
    Stopped,

    /// <summary>Training diverged, or there was no value.</summary>
    Failed,
}
