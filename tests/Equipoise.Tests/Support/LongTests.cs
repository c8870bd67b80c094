namespace Equipoise.Tests.Support;

/// <summary>Tests that take minutes; they run where <c>EQUIPOISE_LONG_TESTS</c> is 1.</summary>
internal static class LongTests
{
    public static void Require() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("EQUIPOISE_LONG_TESTS") == "1", "Takes minutes; set EQUIPOISE_LONG_TESTS=1 to run it.");
}
