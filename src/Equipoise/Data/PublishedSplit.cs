using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>
/// The split that a source brings along. Its test images stay, so that results can be compared with published ones. An image
/// that shares its patient, or its content, with a test image is withheld from training and validation, and one that shares it
/// with a validation image from training. Where the source names no validation images, some are taken from those for training.
/// </summary>
internal static class PublishedSplit
{
    /// <summary>The part of each image.</summary>
    /// <param name="groups">What belongs together, in random order.</param>
    /// <exception cref="UserException">A class has no image in some part.</exception>
    public static Part[] Assign(Dataset dataset, IReadOnlyList<SplitGroup> groups, SplitSettings settings)
    {
        var parts = dataset.Records.Select(r => r.Part ?? Part.Train).ToArray();
        foreach (var group in groups)
            foreach (var ruling in new[] { Part.Test, Part.Validation })
                if (group.Members.Any(i => parts[i] == ruling))
                {
                    foreach (var i in group.Members.Where(i => parts[i] != ruling))
                        parts[i] = Part.Withheld;
                    break;
                }
        if (!parts.Contains(Part.Validation))
            TakeValidation(groups, settings, parts);
        RequireEveryClass(dataset, parts);
        return parts;
    }

    private static void TakeValidation(IReadOnlyList<SplitGroup> groups, SplitSettings settings, Part[] parts)
    {
        var share = settings.Validation / (settings.Train + settings.Validation);
        foreach (var ofClass in groups.Where(g => g.Members.All(i => parts[i] == Part.Train)).GroupBy(g => g.Label))
        {
            var train = ofClass.ToList();
            Split.Fill(train[..^1], Part.Validation, share * train.Sum(g => g.Members.Length), parts);
        }
    }

    private static void RequireEveryClass(Dataset dataset, Part[] parts)
    {
        foreach (var part in new[] { Part.Train, Part.Validation, Part.Test })
            for (var label = 0; label < dataset.ClassNames.Count; label++)
                if (!dataset.Records.Where((r, i) => r.Label == label && parts[i] == part).Any())
                    throw UserException.BadData(
                        $"The source's own split leaves class '{dataset.ClassNames[label]}' without {part.ToString().ToLowerInvariant()} images that share no patient with another part.",
                        "Let Equipoise split by patient instead: --resplit, or \"split\": { \"keepPublished\": false }.");
    }
}
