namespace Equipoise.Imaging;

/// <summary>
/// Memory that several threads share by agreement: each says what it will need and waits until that is free. What is
/// larger than the whole budget waits until nothing else is held, and then has it alone. First come, first served, so
/// that a large one is not passed over for ever.
/// </summary>
internal sealed class MemoryBudget
{
    private readonly object _gate = new();
    private readonly Queue<object> _waiting = new();
    private long _held;

    /// <summary>The budget of all decoding in this process.</summary>
    public static MemoryBudget Process { get; } = new();

    /// <summary>Bytes held now.</summary>
    public long Held
    {
        get
        {
            lock (_gate)
                return _held;
        }
    }

    /// <summary>Waits until these bytes are free. A thread that holds some must not ask for more.</summary>
    /// <param name="bytes">What is needed.</param>
    /// <param name="budget">What all together may take.</param>
    /// <returns>Gives them back when disposed.</returns>
    public IDisposable Take(long bytes, long budget)
    {
        lock (_gate)
        {
            var turn = new object();
            _waiting.Enqueue(turn);
            while (_waiting.Peek() != turn || (_held > 0 && _held + bytes > budget))
                Monitor.Wait(_gate);
            _waiting.Dequeue();
            _held += bytes;
            Monitor.PulseAll(_gate);
        }
        return new Share(this, bytes);
    }

    private void Return(long bytes)
    {
        lock (_gate)
        {
            _held -= bytes;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Share(MemoryBudget owner, long bytes) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
                owner.Return(bytes);
        }
    }
}
