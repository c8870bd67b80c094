using System.Diagnostics;
using System.Text;

namespace Equipoise.Cli.Terminal;

/// <summary>Versions of what the system brings.</summary>
internal static class SystemVersions
{
    /// <summary>The .NET SDK on the path, or null.</summary>
    public static string? Sdk
    {
        get
        {
            try
            {
                using var dotnet = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, RedirectStandardError = true });
                return dotnet?.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } version ? version : null;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }

    /// <summary>The newest symbol version of the C++ library that is loaded into this process (Linux only), or null.</summary>
    public static string? LibStdCxx
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return null;
            var path = File.ReadLines("/proc/self/maps").Select(l => l[Math.Max(0, l.IndexOf('/'))..]).FirstOrDefault(l => l.Contains("libstdc++.so", StringComparison.Ordinal));
            return path is null ? null : $"GLIBCXX_3.4.{Newest(File.ReadAllBytes(path))}: {path}";
        }
    }

    private static int Newest(ReadOnlySpan<byte> library)
    {
        var newest = 0;
        for (var prefix = "GLIBCXX_3.4."u8; library.IndexOf(prefix) is >= 0 and var at;)
        {
            library = library[(at + prefix.Length)..];
            if (int.TryParse(Encoding.ASCII.GetString(library[..Math.Max(0, library.IndexOf((byte)0))]), out var version))
                newest = Math.Max(newest, version);
        }
        return newest;
    }
}
