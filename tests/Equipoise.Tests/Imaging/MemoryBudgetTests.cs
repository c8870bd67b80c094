using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class MemoryBudgetTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20), Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Take_ManyThreads_NeverMoreThanTheBudgetAndAllComeThrough()
    {
        const int Budget = 100;
        var budget = new MemoryBudget();
        var (held, most, alone) = (0L, 0L, true);
        var gate = new object();
        void Work(int number)
        {
            var random = new Random(number);
            for (var i = 0; i < 200; i++)
            {
                long bytes = random.Next(10) == 0 ? Budget + random.Next(100) : random.Next(1, Budget);
                using var share = budget.Take(bytes, Budget);
                lock (gate)
                {
                    alone &= bytes <= Budget || held == 0;
                    held += bytes;
                    most = Math.Max(most, bytes > Budget ? 0 : held);
                }
                Thread.Yield();
                lock (gate)
                    held -= bytes;
            }
        }
        var threads = Enumerable.Range(0, 8).Select(n => Task.Factory.StartNew(() => Work(n), TaskCreationOptions.LongRunning)).ToArray();
        await Task.WhenAll(threads).WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.InRange(most, Budget / 2, Budget);
        Assert.True(alone, "more than the budget was taken beside something else");
        Assert.Equal(0, budget.Held);
    }

    [Fact]
    public async Task Take_MoreThanTheBudget_WaitsToBeAloneAndIsNotPassedOver()
    {
        var budget = new MemoryBudget();
        var small = budget.Take(1, 10);
        var large = Task.Run(() => budget.Take(50, 10), TestContext.Current.CancellationToken);
        await Task.Delay(Short, TestContext.Current.CancellationToken);
        Assert.False(large.IsCompleted);
        var later = Task.Run(() => budget.Take(1, 10), TestContext.Current.CancellationToken);
        await Task.Delay(Short, TestContext.Current.CancellationToken);
        Assert.False(later.IsCompleted);
        small.Dispose();
        var held = await large.WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.Equal(50, budget.Held);
        held.Dispose();
        (await later.WaitAsync(Long, TestContext.Current.CancellationToken)).Dispose();
        Assert.Equal(0, budget.Held);
    }

    [Fact]
    public void Dispose_Twice_GivesBackOnce()
    {
        var budget = new MemoryBudget();
        using var other = budget.Take(3, 10);
        var share = budget.Take(4, 10);
        share.Dispose();
        share.Dispose();
        Assert.Equal(3, budget.Held);
    }

    [Fact]
    public async Task Decode_BudgetTaken_Waits()
    {
        var limits = new ImageLimits { MemoryBudget = 1 };
        var png = TestImages.Png(0, 32, 1);
        Task<RawImage> decoding;
        using (MemoryBudget.Process.Take(1, 1))
        {
            decoding = Task.Run(() => ImageFile.Decode(png, 1, 16, limits), TestContext.Current.CancellationToken);
            await Task.Delay(Short, TestContext.Current.CancellationToken);
            Assert.False(decoding.IsCompleted);
        }
        Assert.Equal(32, (await decoding.WaitAsync(Long, TestContext.Current.CancellationToken)).Width);
    }
}
