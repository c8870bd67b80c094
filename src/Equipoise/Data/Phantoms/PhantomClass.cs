namespace Equipoise.Data.Phantoms;

/// <summary>The classes, in label order.</summary>
public enum PhantomClass
{
    /// <summary>Clear lungs.</summary>
    Normal,

    /// <summary>One or two compact opacities.</summary>
    Focal,

    /// <summary>Hazy and reticular opacity throughout both lungs; the rare class.</summary>
    Diffuse,
}
