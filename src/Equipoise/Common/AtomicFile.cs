using System.Text;

namespace Equipoise.Common;

/// <summary>Files that appear whole or not at all: written beside, flushed to disk, renamed.</summary>
public static class AtomicFile
{
    private const string Temporary = ".tmp", Probe = ".equipoise-probe";

    private static long _files;

    /// <summary>Writes through <paramref name="write"/>; on any failure the target is untouched and nothing is left beside it.</summary>
    /// <exception cref="UserException">The folder cannot be written or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, temporary => File.Move(temporary, path, overwrite: true));

    /// <summary>Writes UTF-8 text without a byte order mark where there is no such file yet.</summary>
    /// <returns>Whether it was this call that wrote it.</returns>
    /// <exception cref="UserException">The folder cannot be written or the disk is full.</exception>
    public static bool TryCreate(string path, string text)
    {
        var created = false;
        Write(path, s => s.Write(Utf8(text)), temporary =>
        {
            try
            {
                File.Move(temporary, path, overwrite: false);
                created = true;
            }
            catch (IOException) when (File.Exists(path))
            {
                TryDelete(temporary);
            }
        });
        return created;
    }

    private static void Write(string path, Action<Stream> write, Action<string> place)
    {
        var temporary = $"{path}.{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref _files)}{Temporary}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            place(temporary);
        }
        catch (Exception e)
        {
            TryDelete(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw Unwritable(path, e);
            throw;
        }
    }

    /// <summary>Writes UTF-8 text without a byte order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, s => s.Write(Utf8(text)));

    /// <summary>Finds out now, before long work, whether a folder can be written; creates it.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    public static void RequireWritable(string folder)
    {
        var probe = Path.Combine(folder, Probe);
        Write(probe, _ => { });
        TryDelete(probe);
    }

    /// <summary>Whether a file is there only while something else is written or tried.</summary>
    internal static bool IsPassing(string path) => Path.GetFileName(path) is var name && (name == Probe || name.EndsWith(Temporary, StringComparison.Ordinal));

    /// <summary>The message for a folder that cannot be written.</summary>
    public static UserException Unwritable(string path, Exception e) => new(
        ExitCode.NoSpace, $"Cannot write '{path}': {e.Message}",
        "Check that the folder exists, is writable and has free space, or name another with --out.", e);

    private static byte[] Utf8(string text) => new UTF8Encoding(false).GetBytes(text);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth reporting.
        }
    }
}
