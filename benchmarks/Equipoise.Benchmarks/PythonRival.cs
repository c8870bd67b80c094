using System.Diagnostics;
using System.Globalization;

namespace Equipoise.Benchmarks;

/// <summary>
/// A Python process that does its side of a comparison when told to, so that loading its libraries is not timed. It prints
/// <c>ready</c>, and for every line it reads one of wall seconds, processor seconds and a result.
/// </summary>
internal sealed class PythonRival : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PythonRival(Process process) => _process = process;

    /// <summary>Null, with a message, where Python or what the script imports is missing.</summary>
    /// <param name="script">Its name in the folder benchmarks.</param>
    public static PythonRival? Start(string script, params string[] arguments)
    {
        if (File.Exists(Python))
        {
            var process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(Repository.Root, "benchmarks", script), .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            if (process.StandardOutput.ReadLine() == "ready")
                return new PythonRival(process);
            process.Dispose();
        }
        Console.WriteLine($"The comparison is left out: {script} needs {Python} with NumPy, SciPy and scikit-learn.");
        return null;
    }

    /// <summary>One round.</summary>
    public (Spent Spent, double Result) Run()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process ended early.");
        var numbers = line.Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (new Spent(numbers[0], numbers[1]), numbers[2]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
