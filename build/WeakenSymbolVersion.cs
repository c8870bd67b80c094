#nullable enable
#if !NET   // MSBuild compiles this file for .NET Standard, and has no implicit usings.
using System.IO;
#endif
using System.Text;

namespace Equipoise.Build;

/// <summary>
/// Weakens one symbol version that an ELF library demands of its dependencies.
/// </summary>
/// <remarks>
/// <para>A library lists the symbol versions it needs in the section <c>SHT_GNU_verneed</c>. The dynamic loader refuses the
/// library if one is missing, unless the entry carries <c>VER_FLG_WEAK</c>: then a missing version is no error. That is safe
/// where no relocation refers to a symbol of that version.</para>
/// <para>TorchSharp's native library asks for GLIBCXX_3.4.32 only for <c>_ZSt21ios_base_library_initv</c>, a marker without a
/// relocation, and so would not load with the libstdc++ of Debian 12 or Ubuntu 22.04.</para>
/// </remarks>
public static class SymbolVersions
{
    private const long None = -1;
    private const uint GnuVerneed = 0x6ffffffe;   // SHT_GNU_verneed
    private const byte Weak = 0x2;                // VER_FLG_WEAK

    /// <summary>Sets the weak flag of every entry for <paramref name="version"/>, in place.</summary>
    /// <param name="file">The bytes of a file. Anything but a little-endian ELF64 file stays as it is, as does a truncated one.</param>
    /// <param name="version">The symbol version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>How many entries were changed; 0 where the version is not demanded or already weak.</returns>
    public static int Weaken(byte[] file, string version)
    {
        if (!IsElf64LittleEndian(file)) return 0;

        long sections = Read(file, 0x28, 8), size = Read(file, 0x3A, 2), count = Read(file, 0x3C, 2);
        if (sections <= 0 || size < 0x40) return 0;

        int changed = 0;
        uint hash = Hash(version);
        for (long section = sections; count > 0; section += size, count--)
            if (Read(file, section + 4, 4) == GnuVerneed)
                changed += WeakenSection(file, Read(file, section + 0x18, 8), Read(file, section + 0x20, 8), hash);
        return changed;
    }

    /// <summary>The hash of a symbol version's name, as the System V ABI defines it for ELF.</summary>
    public static uint Hash(string name)
    {
        uint hash = 0;
        foreach (byte letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            hash = (hash ^ ((hash & 0xf0000000) >> 24)) & 0x0fffffff;
        }
        return hash;
    }

    private static bool IsElf64LittleEndian(byte[] file) =>
        Read(file, 0, 4) == 0x464c457f && Read(file, 4, 1) == 2 && Read(file, 5, 1) == 1;

    // Elf64_Verneed: version 2, count 2, file 4, aux 4, next 4. Offsets are relative to the entry; next = 0 ends the list.
    private static int WeakenSection(byte[] file, long start, long length, uint hash)
    {
        if (start <= 0 || length <= 0 || length > file.Length - start) return 0;

        int changed = 0;
        long end = start + length;
        for (long need = start, next = 1; next > 0 && need <= end - 16; need += next)
        {
            long aux = Read(file, need + 8, 4);
            if (aux >= 16) changed += WeakenList(file, need + aux, end, hash);
            next = Read(file, need + 12, 4);
        }
        return changed;
    }

    // Elf64_Vernaux: hash 4, flags 2, other 2, name 4, next 4. The offsets only grow, so a damaged list ends too.
    private static int WeakenList(byte[] file, long start, long end, uint hash)
    {
        int changed = 0;
        for (long entry = start, next = 1; next > 0 && entry <= end - 16; entry += next)
        {
            if (Read(file, entry, 4) == hash && (file[entry + 4] & Weak) == 0)
            {
                file[entry + 4] |= Weak;
                changed++;
            }
            next = Read(file, entry + 12, 4);
        }
        return changed;
    }

    private static long Read(byte[] file, long offset, int size)
    {
        if (offset < 0 || offset > file.Length - size) return None;
        long value = 0;
        for (int i = size - 1; i >= 0; i--) value = (value << 8) | file[offset + i];
        return value;
    }
}

#if !NET   // Only MSBuild compiles the task; the tests compile the routine above for .NET.
/// <summary>Writes a copy of <see cref="Source"/> in which one symbol version is weak.</summary>
public sealed class WeakenSymbolVersion : Microsoft.Build.Utilities.Task
{
    /// <summary>The file to copy; it is only read.</summary>
    [Microsoft.Build.Framework.Required]
    public string Source { get; set; } = "";

    /// <summary>The copy. An existing file is replaced rather than written to: it may be a hard link.</summary>
    [Microsoft.Build.Framework.Required]
    public string Destination { get; set; } = "";

    /// <summary>The symbol version, such as GLIBCXX_3.4.32.</summary>
    [Microsoft.Build.Framework.Required]
    public string Version { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        byte[] file = File.ReadAllBytes(Source);
        int changed = SymbolVersions.Weaken(file, Version);
        Log.LogMessage("{0}: {1} of {2} made weak", Path.GetFileName(Source), changed, Version);

        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        File.WriteAllBytes(Destination + ".new", file);
        File.Delete(Destination);
        File.Move(Destination + ".new", Destination);
        return true;
    }
}
#endif
