namespace Equipoise.Common;

/// <summary>A loss or a weight became NaN or infinite, or a loss ran away.</summary>
public sealed class DivergedException(string what, string when)
    : UserException(
        ExitCode.Diverged, $"Training diverged: a loss of {what} became NaN or infinite, or ran away, {when}.",
        "Lower the learning rate (--set generator.learningRate=... or classifier.learningRate=...), or train in single precision (--precision fp32).");
