using System.Security.Cryptography;
using System.Text;
using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>
/// Stands in for patient identifiers that must not leave the process: HMAC-SHA-256 with a salt. The salt is what
/// EQUIPOISE_PATIENT_SALT says, which makes one patient the same in every source; without it the salt is a hash over all files of
/// the source, which repeats on every machine and is known to nobody who has not got the images themselves.
/// </summary>
internal sealed class PatientPseudonyms
{
    private const string Variable = "EQUIPOISE_PATIENT_SALT";
    private readonly byte[] _salt;

    /// <param name="contents">The hashes of all files of the source, in any order.</param>
    public PatientPseudonyms(IEnumerable<ContentHash> contents) =>
        _salt = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } salt
            ? Encoding.UTF8.GetBytes(salt)
            : SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', contents.Select(c => c.Hex).Order(StringComparer.Ordinal))));

    /// <summary>The pseudonym: <c>p</c> and 16 hexadecimal digits.</summary>
    public string Of(string patient) =>
        $"p{Convert.ToHexStringLower(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(patient.Trim())))[..16]}";
}
