using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;

namespace Equipoise.Tests.Support;

/// <summary>Asks axe, in a headless Chromium, what hinders people who use a page with a keyboard or a screen reader.</summary>
internal static partial class Axe
{
    // Sixty seconds of the page's own clock, which runs as fast as the machine can.
    private static readonly string[] Headless = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom"];

    /// <summary>Rules that the page breaks, each with the places where it does.</summary>
    /// <param name="html">The page.</param>
    /// <param name="dark">Whether the reader prefers light on dark.</param>
    public static IReadOnlyList<string> Violations(string html, bool dark)
    {
        Assert.SkipWhen(Browser() is null, "There is no Chromium here.");
        using var folder = new TemporaryFolder();
        // The page allows its own script only; a browser's extension would ask as we do.
        var script = new BundledAxeScriptProvider().GetScript().Replace("</script", "<\\/script", StringComparison.Ordinal);
        const string ask = "axe.run().then(r => document.documentElement.textContent = '\u00abaxe' + JSON.stringify({rules: r.passes.length, broken: r.violations.map("
            + "v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html).slice(0, 5).join(' | ')}`)}) + 'axe\u00bb')";
        File.WriteAllText(folder.In("page.html"), Policy().Replace(html, "").Replace("</body>", $"<script>{script}</script><script>{ask}</script></body>", StringComparison.Ordinal));
        var start = new ProcessStartInfo(Browser()!, [.. Headless, $"--user-data-dir={folder.In("profile")}", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", $"file://{folder.In("page.html")}"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var browser = Process.Start(start)!;
        var errors = browser.StandardError.ReadToEndAsync();
        var answer = Answer().Match(browser.StandardOutput.ReadToEnd());
        browser.WaitForExit();
        Assert.True(answer.Success, $"Axe did not answer. {errors.Result}");
        using var said = JsonDocument.Parse(WebUtility.HtmlDecode(answer.Groups[1].Value));
        Assert.True(said.RootElement.GetProperty("rules").GetInt32() > 10);
        return [.. said.RootElement.GetProperty("broken").EnumerateArray().Select(v => v.GetString()!)];
    }

    private static string? Browser() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(d => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(n => Path.Combine(d, n))).FirstOrDefault(File.Exists);

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("\u00abaxe(.*)axe\u00bb", RegexOptions.Singleline)]
    private static partial Regex Answer();
}
