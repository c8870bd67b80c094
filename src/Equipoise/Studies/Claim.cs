namespace Equipoise.Studies;

/// <summary>
/// A folder that this process works on, told to all who share it by a file with a heartbeat. Disposing gives it back.
/// </summary>
public sealed class Claim : IDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _lost = new();
    private readonly ITimer _heart;
    private readonly Lock _lock = new();
    private ClaimFile _written;
    private bool _over;

    internal Claim(string folder, ClaimFile written, TimeSpan pause, TimeProvider clock)
    {
        (_folder, _written) = (folder, written);
        _heart = clock.CreateTimer(_ => Beat(), null, pause, pause);
    }

    /// <summary>Cancelled when another has taken over, because this process seemed dead: it was suspended, or its file system away.</summary>
    public CancellationToken Lost => _lost.Token;

    private string FilePath => Path.Combine(_folder, ClaimFile.Name);

    public void Dispose()
    {
        _heart.Dispose();
        lock (_lock)
        {
            if (!_over && ClaimFile.Read(_folder)?.By == _written.By)
                TryDelete();
            _over = true;
        }
        _lost.Dispose();
    }

    private void Beat()
    {
        lock (_lock)
        {
            var now = ClaimFile.Read(_folder);
            if (_over || now == ClaimFile.Unreadable)
                return;
            if (now?.By == _written.By)
                TryWrite(_written with { Beat = _written.Beat + 1 });
            else
                Lose();
        }
    }

    private void Lose()
    {
        _over = true;
        _lost.Cancel();
    }

    // Over what stands there, which is never longer, so that nobody finds an empty file. A file system that is away for a while
    // costs a beat; others take over only after many.
    private void TryWrite(ClaimFile next)
    {
        try
        {
            using var stream = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write(next.Write());
            _written = next;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void TryDelete()
    {
        try
        {
            File.Delete(FilePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Others see that its process has ended, or that its heart has stopped.
        }
    }
}
