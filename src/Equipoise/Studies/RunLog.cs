using System.Text.Json;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary><c>log.jsonl</c>: what happened when, one JSON object a line, appended.</summary>
internal sealed class RunLog(string path, TimeProvider clock) : IDisposable
{
    private readonly StreamWriter _lines = new(path, append: true) { AutoFlush = true, NewLine = "\n" };

    public void Write(string what, string about) =>
        _lines.WriteLine(JsonSerializer.Serialize(new { time = clock.GetUtcNow(), what, about, process = Environment.ProcessId }, Json.Line));

    public void Dispose() => _lines.Dispose();
}
