namespace Equipoise.Tests.Support;

/// <summary>A clock that the test moves; its timers fire when it does.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<Alarm> _alarms = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state), _now + dueTime, period);
        _alarms.Add(alarm);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        var end = _now + time;
        while (_alarms.Where(a => a.Due <= end).MinBy(a => a.Due) is { } next)
        {
            _now = next.Due;
            next.Ring();
        }
        _now = end;
    }

    private sealed class Alarm(ManualClock owner, Action ring, TimeSpan due, TimeSpan period) : ITimer
    {
        public TimeSpan Due { get; private set; } = due;

        public void Ring()
        {
            Due += period;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => owner._alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
