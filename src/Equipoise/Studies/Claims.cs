using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>
/// Claims on folders that several processes, on one machine or several, may want. A claim is a file created exclusively. Its owner is
/// dead if its process is known to have ended, or if its heartbeat has not moved for long on this process's own watch: clocks of
/// two machines are never compared, and a clock that jumps changes nothing.
/// </summary>
/// <param name="clock">The watch.</param>
public sealed class Claims(TimeProvider clock)
{
    private readonly Dictionary<string, (ClaimFile Seen, long Since)> _watched = [];

    /// <summary>Time between two heartbeats.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a heart must stand still.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Who claims.</summary>
    public ProcessIdentity Who { get; init; } = ProcessIdentity.Current;

    /// <summary>Claims a folder, creating it; null where another works on it.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public Claim? TryTake(string folder) => Create(folder) ?? (IsDead(folder) && Remove(folder) ? Create(folder) : null);

    /// <summary>Who works on a folder, as far as this process can tell; null for nobody.</summary>
    public ProcessIdentity? WorksOn(string folder) => ClaimFile.Read(folder) is { } claim && !claim.By.HasEnded() ? claim.By : null;

    private Claim? Create(string folder)
    {
        var path = Path.Combine(folder, ClaimFile.Name);
        var (claim, created) = (new ClaimFile(Who, 0), false);
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                created = true;
                stream.Write(claim.Write());
            }
            _watched.Remove(folder);
            return new Claim(folder, claim, Pause, clock);
        }
        catch (IOException) when (!created && File.Exists(path))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (created)
                OwnFiles.Clear(folder, ClaimFile.Name);
            throw AtomicFile.Unwritable(path, e);
        }
    }

    private bool IsDead(string folder)
    {
        if (ClaimFile.Read(folder) is not { } now)
            return false;
        if (now.By.HasEnded())
        {
            Watch(folder, now);
            return true;
        }
        if (_watched.TryGetValue(folder, out var before) && before.Seen == now)
            return clock.GetElapsedTime(before.Since) >= Silence;
        Watch(folder, now);
        return false;
    }

    private void Watch(string folder, ClaimFile claim) => _watched[folder] = (claim, clock.GetTimestamp());

    // Moved away first: of several who try, one succeeds. What was moved may be the claim of one who was faster: it is put back.
    private bool Remove(string folder)
    {
        var (path, dead) = (Path.Combine(folder, ClaimFile.Name), _watched[folder].Seen);
        var aside = Path.Combine(folder, $"{ClaimFile.Name}.{SafeName.Of(Who.ToString())}");
        try
        {
            File.Move(path, aside);
            var moved = ClaimFile.Parse(File.ReadAllText(aside));
            if (moved == dead)
            {
                File.Delete(aside);
                return true;
            }
            File.Move(aside, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another was faster.
        }
        return false;
    }
}
