using System.Text;
using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary><c>log.jsonl</c>: what happened when, one JSON object a line, appended by every process that takes part.</summary>
internal sealed class RunLog(string path, TimeProvider clock)
{
    private const int Tries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Write(string what, string about)
    {
        var line = JsonSerializer.Serialize(new { time = clock.GetUtcNow(), what, about, process = ProcessIdentity.Current.ToString() }, Json.Line) + "\n";
        for (var tried = 1; !TryAppend(Encoding.UTF8.GetBytes(line), last: tried == Tries); tried++)
            Thread.Sleep(Pause);
    }

    // Open for this process alone, so that lines of several do not fall on each other.
    private bool TryAppend(byte[] line, bool last)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None);
            file.Write(line);
            return true;
        }
        catch (IOException) when (!last)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e);
        }
    }
}
