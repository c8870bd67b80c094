namespace Equipoise.Networks;

/// <summary>The arithmetic of training.</summary>
public enum Precision
{
    /// <summary>bf16 where the processor computes it faster, else fp32.</summary>
    Auto,

    /// <summary>Single precision throughout.</summary>
    Fp32,

    /// <summary>Convolutions and products in bfloat16 under autocast; weights, their gradients and optimiser stay in single precision.</summary>
    Bf16,
}
