namespace Equipoise.Studies;

/// <summary>What to do where the study in a folder is not the one that is asked for.</summary>
public enum OnOtherStudy
{
    /// <summary>End with what differs.</summary>
    Refuse,

    /// <summary>Go on with the new settings; finished stages that these do not touch are used again.</summary>
    Update,
}
