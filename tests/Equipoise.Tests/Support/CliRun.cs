using Equipoise.Cli;

namespace Equipoise.Tests.Support;

/// <summary>Runs the command line within the test.</summary>
internal static class CliRun
{
    public static async Task<(int Code, string Output, string Error)> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new EquipoiseCli(output, error).RunAsync(args);
        return (code, output.ToString().Replace("\r\n", "\n"), error.ToString());
    }
}
