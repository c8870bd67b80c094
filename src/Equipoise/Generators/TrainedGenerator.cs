namespace Equipoise.Generators;

/// <summary>A generator read back from its folder. Owns it.</summary>
public sealed record TrainedGenerator(string Folder, IGenerator Generator, GeneratorSpec Spec, GeneratorCard Card) : IDisposable
{
    public void Dispose() => Generator.Dispose();
}
