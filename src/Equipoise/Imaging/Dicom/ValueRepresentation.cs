namespace Equipoise.Imaging.Dicom;

/// <summary>Value representations (PS3.5, table 6.2-1): only how an element's length is written depends on them here.</summary>
internal static class ValueRepresentation
{
    private const string Short = "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";
    private const string Long = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    /// <summary>Whether these two bytes name a value representation of the standard.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> name) => IsIn(Short, name) || HasLongLength(name);

    /// <summary>Whether two reserved bytes and a length of 32 bits follow, rather than one of 16 bits.</summary>
    public static bool HasLongLength(ReadOnlySpan<byte> name) => IsIn(Long, name);

    /// <summary>Whether these could name one at all: two capital letters.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> name) =>
        char.IsAsciiLetterUpper((char)name[0]) && char.IsAsciiLetterUpper((char)name[1]);

    private static bool IsIn(string names, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i += 3)
            if (names[i] == name[0] && names[i + 1] == name[1])
                return true;
        return false;
    }
}
