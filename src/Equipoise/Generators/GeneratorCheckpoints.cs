using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>The snapshots of a generator's training in a folder; see <see cref="Checkpoints{TProgress}"/>.</summary>
/// <inheritdoc cref="Checkpoints{TProgress}"/>
public sealed class GeneratorCheckpoints(string folder, string identity, IReadOnlyDictionary<string, string> environment, IRunProgress progress)
{
    private const string State = "state.", Good = "good.", Best = "best.";

    private readonly Checkpoints<Moments> _files = new(folder, identity, environment, progress);

    private sealed record Moments(GeneratorProgress Now, GeneratorProgress? Good);

    /// <summary>Writes a checkpoint and removes those before the last.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public void Save(GeneratorSnapshots snapshots)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (prefix, part) in new[]
        {
            (State, snapshots.Now.State), (Good, snapshots.Good?.State), (Best, (IReadOnlyDictionary<string, Tensor>?)snapshots.Best),
        })
            foreach (var (name, tensor) in part ?? new Dictionary<string, Tensor>())
                tensors.Add(prefix + name, tensor);
        _files.Save(snapshots.Now.Progress.Step, tensors, new Moments(snapshots.Now.Progress, snapshots.Good?.Progress));
    }

    /// <summary>The newest checkpoint that is whole and of this training, or null. The caller disposes it.</summary>
    public GeneratorSnapshots? LoadNewest() => _files.LoadNewest() is var (tensors, at) ? Split(at, tensors) : null;

    /// <summary>Removes all checkpoints and, if it is then empty, the folder.</summary>
    public void Clear() => _files.Clear();

    private static GeneratorSnapshots Split(Moments at, Dictionary<string, Tensor> tensors)
    {
        var best = Weights.Under(tensors, Best);
        return new GeneratorSnapshots(new GeneratorCheckpoint(at.Now, Weights.Under(tensors, State)))
        {
            Good = at.Good is null ? null : new GeneratorCheckpoint(at.Good, Weights.Under(tensors, Good)),
            Best = best.Count == 0 ? null : best,
        };
    }
}
