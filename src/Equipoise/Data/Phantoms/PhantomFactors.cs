using System.Reflection;

namespace Equipoise.Data.Phantoms;

/// <summary>
/// All that determines a phantom: the same factors draw the same image. Lengths are in half image sides, places from
/// the image's centre (right and down positive), attenuation in units where 0 is air and 1 dense bone.
/// No range depends on the class; only <see cref="Opacities"/> does, and <see cref="Shortcut"/> where one was asked for.
/// </summary>
public sealed record PhantomFactors
{
    /// <summary>Half width of the torso.</summary>
    [Between(0.86, 1.00, Per.Patient)]
    public double BodyWidth { get; init; }

    /// <summary>Height of the shoulders above the image's centre.</summary>
    [Between(0.58, 0.72, Per.Patient)]
    public double BodyHeight { get; init; }

    /// <summary>Attenuation of the chest wall that lies over the lungs.</summary>
    [Between(0.17, 0.29, Per.Patient)]
    public double WallDensity { get; init; }

    /// <summary>Distance from the midline to the rib cage at its widest.</summary>
    [Between(0.70, 0.82, Per.Patient)]
    public double LungWidth { get; init; }

    /// <summary>Height of the lung apices above the image's centre.</summary>
    [Between(0.68, 0.82, Per.Patient)]
    public double LungTop { get; init; }

    /// <summary>How much wider the lung on the image's right is, as a share of its width.</summary>
    [Between(-0.06, 0.06, Per.Patient)]
    public double LungAsymmetry { get; init; }

    /// <summary>Depth below the image's centre of the dome on the image's left, the patient's right.</summary>
    [Between(0.34, 0.52, Per.Patient)]
    public double RightDiaphragm { get; init; }

    /// <summary>How much deeper the other dome lies.</summary>
    [Between(0.00, 0.10, Per.Patient)]
    public double DiaphragmDifference { get; init; }

    /// <summary>Size of the heart; 1 is a cardiothoracic ratio of about 0.45.</summary>
    [Between(0.82, 1.18, Per.Patient)]
    public double HeartSize { get; init; }

    /// <summary>Strength of the lungs' vessels and hila.</summary>
    [Between(0.6, 1.9, Per.Patient)]
    public double Vascularity { get; init; }

    /// <summary>How unevenly the lungs are aerated: standard deviation of their attenuation. Healthy lungs have it too.</summary>
    [Between(0.00, 0.05, Per.Patient)]
    public double Unevenness { get; init; }

    /// <summary>Pairs of ribs.</summary>
    [Between(7, 9, Per.Patient)]
    public int RibCount { get; init; }

    /// <summary>Fall of the ribs from the spine to the side.</summary>
    [Between(0.10, 0.28, Per.Patient)]
    public double RibSlope { get; init; }

    /// <summary>Attenuation of a rib.</summary>
    [Between(0.07, 0.16, Per.Patient)]
    public double RibContrast { get; init; }

    /// <summary>Tilt of the patient within the image plane: tangent of the angle.</summary>
    [Between(-0.07, 0.07, Per.View)]
    public double Tilt { get; init; }

    /// <summary>Turn of the patient about the body's axis: how far the mediastinum moves sideways.</summary>
    [Between(-0.05, 0.05, Per.View)]
    public double Rotation { get; init; }

    /// <summary>Shift of the patient to the right.</summary>
    [Between(-0.06, 0.06, Per.View)]
    public double ShiftX { get; init; }

    /// <summary>Shift of the patient downwards.</summary>
    [Between(-0.06, 0.06, Per.View)]
    public double ShiftY { get; init; }

    /// <summary>Magnification.</summary>
    [Between(0.92, 1.08, Per.View)]
    public double Zoom { get; init; }

    /// <summary>Added to the brightness; 1 is the range from black to white.</summary>
    [Between(-0.30, 0.30, Per.View)]
    public double Exposure { get; init; }

    /// <summary>Brightness per attenuation.</summary>
    [Between(0.85, 1.35, Per.View)]
    public double Contrast { get; init; }

    /// <summary>Fall of the brightness from one side of the image to the other.</summary>
    [Between(-0.08, 0.08, Per.View)]
    public double Shading { get; init; }

    /// <summary>Standard deviation of the quantum noise in soft tissue, before the detector's blur.</summary>
    [Between(0.015, 0.040, Per.View)]
    public double Noise { get; init; }

    /// <summary>What the course of the vessels and the grain of the tissues are drawn from.</summary>
    public ulong TissueSeed { get; init; }

    /// <summary>What the quantum noise is drawn from.</summary>
    public ulong NoiseSeed { get; init; }

    /// <summary>Empty for a normal image, one or two for focal, many for diffuse disease.</summary>
    public IReadOnlyList<Opacity> Opacities { get; init; } = [];

    /// <summary>What is drawn over the image that is not the patient's.</summary>
    public PhantomShortcut Shortcut { get; init; }

    /// <summary>The factors that have a range, in the order above.</summary>
    public static IReadOnlyList<(PropertyInfo Property, BetweenAttribute Range)> Ranged { get; } =
        [.. typeof(PhantomFactors).GetProperties()
            .Where(p => p.IsDefined(typeof(BetweenAttribute)))
            .OrderBy(p => p.MetadataToken)
            .Select(p => (p, p.GetCustomAttribute<BetweenAttribute>()!))];
}
