namespace Equipoise.Networks;

/// <summary>The rule by which weights follow their gradients.</summary>
public enum OptimiserKind
{
    /// <summary>Kingma and Ba 2015.</summary>
    Adam,

    /// <summary>Hinton 2012; smoothing 0.99, no momentum. It has no betas.</summary>
    RmsProp,
}
