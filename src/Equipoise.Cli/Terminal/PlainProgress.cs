using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Cli.Terminal;

/// <summary>Progress as plain lines: the end of each stage, and while it runs at most one line in ten seconds.</summary>
internal sealed class PlainProgress(TextWriter writer, TimeProvider clock) : IRunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();

    public IStage Begin(string name, long total) => new Stage(this, name, total);

    public void Warn(string message) => Line($"warning: {message}");

    public void Say(string message) => Line(message);

    private void Line(string text)
    {
        lock (_lock)
            writer.WriteLine(text);
    }

    private sealed class Stage(PlainProgress owner, string name, long total) : IStage
    {
        private readonly long _start = owner.Clock.GetTimestamp();
        private readonly Lock _lock = new();
        private TimeSpan _spoken;
        private long _done;

        public void Report(long done, string? detail)
        {
            lock (_lock)
            {
                _done = Math.Max(_done, done);
                var elapsed = owner.Clock.GetElapsedTime(_start);
                if (elapsed - _spoken < Pause || _done == 0 || _done >= total)
                    return;
                _spoken = elapsed;
                owner.Line($"  {name}: {_done} of {total}, {Time(elapsed / _done * (total - _done))} left{(detail is null ? "" : $"  {detail}")}");
            }
        }

        public void Dispose()
        {
            var elapsed = owner.Clock.GetElapsedTime(_start);
            if (elapsed > TimeSpan.FromSeconds(1))
                owner.Line($"  {name}: {_done} of {total} in {Time(elapsed)}");
        }
    }

    private TimeProvider Clock => clock;

    internal static string Time(TimeSpan time) => time.TotalSeconds < 60
        ? $"{time.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";
}
