namespace Equipoise.Data.Phantoms;

/// <summary>
/// Something that tells the rare class without any disease, planted into nearly all of its images and few others, to see
/// whether an audit finds it and what a classifier makes of it.
/// </summary>
public enum PhantomShortcut
{
    None,

    /// <summary>A bright letter in the upper right corner.</summary>
    Marker,

    /// <summary>The image darkens towards its border.</summary>
    Brightness,

    /// <summary>A black frame.</summary>
    Border,
}
