using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Studies;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Studies;

public sealed class ClaimsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_TwoProcesses_OneAtATime()
    {
        var (a, b) = (From("a"), From("b"));
        using (var claim = a.TryTake(_folder.In("cell")))
        {
            Assert.NotNull(claim);
            Assert.Null(b.TryTake(_folder.In("cell")));
            Assert.Equal("a, process 7", b.WorksOn(_folder.In("cell"))!.ToString());
        }
        Assert.Null(b.WorksOn(_folder.In("cell")));
        using var second = b.TryTake(_folder.In("cell"));
        Assert.NotNull(second);
        Assert.Null(a.TryTake(_folder.In("cell")));
    }

    [Fact]
    public void TryTake_HeartBeats_StaysItsOwners()
    {
        using var claim = From("a").TryTake(_folder.In("cell"));
        var b = From("b");
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(b.TryTake(_folder.In("cell")));
            _clock.Advance(TimeSpan.FromSeconds(7));
        }
        Assert.False(claim!.Lost.IsCancellationRequested);
    }

    // Its owner's clock has stopped: it is suspended, or its machine is off.
    [Fact]
    public void TryTake_HeartStoodStillForAMinute_TakenOverAndTheOwnerLearns()
    {
        var frozen = new ManualClock();
        var a = new Claims(frozen) { Who = new ProcessIdentity("a", 7, "") };
        using var claim = a.TryTake(_folder.In("cell"));
        var b = From("b");
        Assert.Null(b.TryTake(_folder.In("cell")));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(b.TryTake(_folder.In("cell")));
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var taken = b.TryTake(_folder.In("cell"));
        Assert.NotNull(taken);
        frozen.Advance(TimeSpan.FromSeconds(5));
        Assert.True(claim!.Lost.IsCancellationRequested);
        claim.Dispose();
        Assert.Equal("b", ClaimFile.Read(_folder.In("cell"))!.By.Machine);
        Assert.Single(Directory.GetFiles(_folder.In("cell")));
    }

    [Fact]
    public void TryTake_OwnersProcessHasEnded_AtOnce()
    {
        using var ended = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        ended.WaitForExit();
        var gone = ProcessIdentity.Current with { Process = ended.Id };
        _ = new Claims(_clock) { Who = gone }.TryTake(_folder.In("cell"));
        Assert.True(gone.HasEnded());
        Assert.Null(From("b").WorksOn(_folder.In("cell")));
        using var taken = From("b").TryTake(_folder.In("cell"));
        Assert.NotNull(taken);
    }

    [Fact]
    public void HasEnded_ThisProcessAnotherMachineOrANumberUsedAgain_NoNoAndYes()
    {
        Assert.False(ProcessIdentity.Current.HasEnded());
        Assert.False(new ProcessIdentity("elsewhere", 1, "").HasEnded());
        if (ProcessIdentity.Current.Started.Length > 0)
            Assert.True((ProcessIdentity.Current with { Started = "1" }).HasEnded());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"by\":")]
    [InlineData("null")]
    public void TryTake_DamagedClaim_SomeonesUntilItHasStoodAMinute(string content)
    {
        Directory.CreateDirectory(_folder.In("cell"));
        File.WriteAllText(_folder.In("cell", "claim"), content);
        var b = From("b");
        Assert.Null(b.TryTake(_folder.In("cell")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        using var taken = b.TryTake(_folder.In("cell"));
        Assert.NotNull(taken);
    }

    [Fact]
    public void TryTake_ManyAtOnceAfterADeath_One()
    {
        _ = new Claims(new ManualClock()) { Who = new ProcessIdentity("dead", 1, "") }.TryTake(_folder.In("cell"));
        var claims = Enumerable.Range(0, 16).Select(i => From($"m{i}")).ToList();
        Assert.All(claims, c => Assert.Null(c.TryTake(_folder.In("cell"))));
        _clock.Advance(TimeSpan.FromMinutes(2));
        var taken = new Claim?[claims.Count];
        Parallel.For(0, claims.Count, i => taken[i] = claims[i].TryTake(_folder.In("cell")));
        Assert.Single(taken, t => t is not null);
    }

    [Fact]
    public void TryTake_FolderThatIsAFile_NoSpaceWithThePath()
    {
        File.WriteAllText(_folder.In("file"), "");
        var e = Assert.Throws<UserException>(() => From("a").TryTake(_folder.In("file", "cell")));
        Assert.Equal(ExitCode.NoSpace, e.ExitCode);
        Assert.Contains("file", e.What);
    }

    private Claims From(string machine) => new(_clock) { Who = new ProcessIdentity(machine, 7, "") };
}
