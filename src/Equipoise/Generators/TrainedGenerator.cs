namespace Equipoise.Generators;

/// <summary>A generator read back from its folder. Owns the GAN.</summary>
public sealed record TrainedGenerator(string Folder, IGan Gan, GanSpec Spec, GeneratorCard Card) : IDisposable
{
    public void Dispose() => Gan.Dispose();
}
