using System.Text;

namespace Equipoise.Common;

/// <summary>File names from names that come from data.</summary>
public static class SafeName
{
    /// <summary>
    /// Letters, digits, hyphen, underscore and inner dots stay; everything else becomes an underscore, and where
    /// anything changed the start of the name's hash is added, so that different names stay different.
    /// </summary>
    public static string Of(string name)
    {
        var safe = new StringBuilder();
        foreach (var c in name)
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && safe.Length > 0) ? c : '_');
        return safe.ToString() == name && name.Length is > 0 and <= 100
            ? name
            : $"{safe.ToString()[..Math.Min(safe.Length, 60)]}-{ContentHash.Of(name).Hex[..8]}";
    }
}
