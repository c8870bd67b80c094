using System.Buffers.Binary;
using Equipoise.Build;

namespace Equipoise.Tests.Build;

/// <summary>The smallest ELF64 file that demands symbol versions: a header, one section of demands, two section headers.</summary>
internal static class VersionNeedsElf
{
    private const int Header = 0x40, SectionHeader = 0x40, Entry = 16;

    /// <summary>Where the flags of the demand at <paramref name="index"/> lie in a file of one library.</summary>
    public static int FlagsOf(int index) => Header + Entry * (1 + index) + 4;

    /// <param name="libraries">Per library the versions demanded of it; a version with a '?' in front is weak.</param>
    public static byte[] Of(params string[][] libraries)
    {
        int needs = libraries.Sum(versions => Entry * (1 + versions.Length));
        byte[] file = new byte[Header + needs + 2 * SectionHeader];
        Span<byte> at = file;
        ReadOnlySpan<byte> identity = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(at);
        BinaryPrimitives.WriteInt64LittleEndian(at[0x28..], Header + needs);
        BinaryPrimitives.WriteInt16LittleEndian(at[0x3A..], SectionHeader);
        BinaryPrimitives.WriteInt16LittleEndian(at[0x3C..], 2);

        Span<byte> section = at[(Header + needs + SectionHeader)..];
        BinaryPrimitives.WriteUInt32LittleEndian(section[0x04..], 0x6ffffffe);
        BinaryPrimitives.WriteInt64LittleEndian(section[0x18..], Header);
        BinaryPrimitives.WriteInt64LittleEndian(section[0x20..], needs);

        Span<byte> need = at[Header..];
        for (int i = 0; i < libraries.Length; i++)
        {
            int size = Entry * (1 + libraries[i].Length);
            BinaryPrimitives.WriteInt16LittleEndian(need, 1);
            BinaryPrimitives.WriteInt16LittleEndian(need[2..], (short)libraries[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(need[8..], Entry);
            BinaryPrimitives.WriteInt32LittleEndian(need[12..], i + 1 < libraries.Length ? size : 0);
            for (int j = 0; j < libraries[i].Length; j++)
            {
                Span<byte> entry = need[(Entry * (1 + j))..];
                BinaryPrimitives.WriteUInt32LittleEndian(entry, SymbolVersions.Hash(libraries[i][j].TrimStart('?')));
                entry[4] = (byte)(libraries[i][j].StartsWith('?') ? 2 : 0);
                BinaryPrimitives.WriteInt32LittleEndian(entry[12..], j + 1 < libraries[i].Length ? Entry : 0);
            }
            need = need[size..];
        }
        return file;
    }
}
