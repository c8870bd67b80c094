using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary><c>log.jsonl</c>: what happened when, one JSON object a line, appended.</summary>
internal sealed class RunLog(string path, TimeProvider clock) : IDisposable
{
    private readonly StreamWriter _lines = Open(path);

    public void Write(string what, string about) =>
        _lines.WriteLine(JsonSerializer.Serialize(new { time = clock.GetUtcNow(), what, about, process = Environment.ProcessId }, Json.Line));

    private static StreamWriter Open(string path)
    {
        try
        {
            return new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, e);
        }
    }

    public void Dispose() => _lines.Dispose();
}
