using Equipoise.Data;

namespace Equipoise.Audit;

/// <summary>What a source holds, and what is wrong with it.</summary>
/// <param name="Source">Format and location.</param>
/// <param name="Classes">In label order.</param>
/// <param name="Imbalance">Images of the largest class over those of the smallest.</param>
/// <param name="Warnings">What should be known before training, the gravest first.</param>
/// <param name="Patients">Whose images they are.</param>
/// <param name="Copies">Images that are there more than once.</param>
/// <param name="Dicom">What DICOM headers say; null where there are none.</param>
/// <param name="Shortcuts">How well the class can be told from what has nothing to do with the disease.</param>
/// <param name="Differences">For each class how its mean image differs from that of all others.</param>
/// <param name="Quarantine">Files that cannot be used, and why.</param>
public sealed record DataAudit(
    string Source, IReadOnlyList<ClassAudit> Classes, double Imbalance, IReadOnlyList<AuditWarning> Warnings, PatientAudit Patients, CopyAudit Copies,
    DicomAudit? Dicom, ShortcutReport Shortcuts, IReadOnlyList<MeanDifference> Differences, IReadOnlyList<Quarantined> Quarantine)
{
    /// <summary>Usable images.</summary>
    public int Images => Classes.Sum(c => c.Images);
}

/// <summary>One class.</summary>
/// <param name="Patients">Patients that could be told, or null.</param>
/// <param name="Parts">Images in each part of the source's own split; empty where it has none.</param>
/// <param name="Formats">Images of each file format.</param>
/// <param name="ColourModels">Images of each colour model.</param>
/// <param name="BitDepths">Images of each number of significant bits.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Aspect">Width over height.</param>
public sealed record ClassAudit(
    string Name, int Images, int? Patients, IReadOnlyDictionary<Part, int> Parts, IReadOnlyDictionary<string, int> Formats,
    IReadOnlyDictionary<string, int> ColourModels, IReadOnlyDictionary<int, int> BitDepths, Spread Width, Spread Height, Spread Aspect)
{
    public static ClassAudit Of(string name, IReadOnlyList<ImageRecord> records)
    {
        var patients = records.Select(r => r.Patient).OfType<string>().Distinct().Count();
        return new ClassAudit(
            name, records.Count, patients > 0 ? patients : null,
            records.Where(r => r.Part is not null).CountBy(r => r.Part!.Value).OrderBy(p => p.Key).ToDictionary(),
            Count(r => r.Header.Format), Count(r => r.Header.ColourModel), Count(r => r.Header.BitDepth),
            Spread.Of(records.Select(r => (double)r.Header.Width)), Spread.Of(records.Select(r => (double)r.Header.Height)),
            Spread.Of(records.Select(r => (double)r.Header.Width / r.Header.Height)));

        Dictionary<T, int> Count<T>(Func<ImageRecord, T> of) where T : notnull => records.CountBy(of).OrderByDescending(c => c.Value).ToDictionary();
    }
}

/// <summary>Smallest, median and largest of some numbers; all 0 where there are none.</summary>
public sealed record Spread(double Smallest, double Median, double Largest)
{
    public static Spread Of(IEnumerable<double> values) => values.Order().ToList() switch
    {
        [] => new(0, 0, 0),
        var sorted => new(sorted[0], sorted[sorted.Count / 2], sorted[^1]),
    };
}

/// <summary>Whose images they are.</summary>
/// <param name="Known">Images whose patient could be told.</param>
/// <param name="Patients">How many these are.</param>
/// <param name="MostImages">Of one patient.</param>
/// <param name="InSeveralClasses">Patients with images in several classes.</param>
/// <param name="OnSeveralSides">Patients with images in several parts of the source's own split.</param>
public sealed record PatientAudit(int Known, int Patients, int MostImages, int InSeveralClasses, int OnSeveralSides)
{
    public static PatientAudit Of(IReadOnlyList<ImageRecord> records)
    {
        var patients = records.Where(r => r.Patient is not null).GroupBy(r => r.Patient).ToList();
        return new PatientAudit(
            patients.Sum(p => p.Count()), patients.Count, patients.Select(p => p.Count()).DefaultIfEmpty().Max(),
            patients.Count(p => p.Select(r => r.Label).Distinct().Count() > 1),
            patients.Count(p => p.Select(r => r.Part).OfType<Part>().Distinct().Count() > 1));
    }
}

/// <summary>How grave a warning is.</summary>
public enum Gravity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>May distort results.</summary>
    Warning,

    /// <summary>Makes results worthless unless it is dealt with.</summary>
    Serious,
}

/// <summary>Something that should be known before training.</summary>
/// <param name="Topic">In a word or two.</param>
/// <param name="Sentence">What it is, and what follows.</param>
public sealed record AuditWarning(Gravity Gravity, string Topic, string Sentence);
