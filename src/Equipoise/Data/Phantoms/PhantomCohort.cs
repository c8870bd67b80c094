using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>One image of the cohort, not yet drawn.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Patient">Whose image it is, e.g. P0012.</param>
/// <param name="View">Which of the patient's images, from 1.</param>
/// <param name="Factors">What it shows.</param>
internal sealed record PhantomCase(PhantomClass Class, string Patient, int View, PhantomFactors Factors);

/// <summary>Who is in a phantom dataset: patients of one to three images, classes as 10 : 10 : 1.</summary>
internal static class PhantomCohort
{
    /// <summary>Every image, by class and patient; the same whatever the shortcut, but for the shortcut itself.</summary>
    public static List<PhantomCase> Enrol(int images, PhantomShortcut shortcut, Seed seed)
    {
        var sizes = Enum.GetValues<PhantomClass>()
            .Select(kind => Households(Count(kind, images), seed.For($"views {kind}").Random())).ToList();
        // Numbers are shuffled over the classes: a patient's name says nothing of the disease.
        var numbers = Enumerable.Range(1, sizes.Sum(s => s.Count)).ToArray();
        seed.For("numbers").Random().Permute(numbers);
        var cases = new List<PhantomCase>(images);
        var next = 0;
        foreach (var kind in Enum.GetValues<PhantomClass>())
            foreach (var (number, views) in sizes[(int)kind].Select(views => (numbers[next++], views)).Order())
                cases.AddRange(Images(kind, number, views, shortcut, seed.For(number)));
        return cases;
    }

    /// <summary>How many of <paramref name="images"/> belong to a class.</summary>
    public static int Count(PhantomClass kind, int images)
    {
        var rare = Math.Max(1, (images + 10) / 21);
        return kind switch
        {
            PhantomClass.Diffuse => rare,
            PhantomClass.Focal => (images - rare) / 2,
            _ => images - rare - (images - rare) / 2,
        };
    }

    // How many images each patient has: most have one.
    private static List<int> Households(int images, SplitMix random)
    {
        var sizes = new List<int>();
        for (var left = images; left > 0; left -= sizes[^1])
        {
            var draw = random.NextDouble();
            sizes.Add(Math.Min(left, draw < 0.6 ? 1 : draw < 0.85 ? 2 : 3));
        }
        return sizes;
    }

    private static IEnumerable<PhantomCase> Images(PhantomClass kind, int number, int views, PhantomShortcut shortcut, Seed seed)
    {
        var patient = PhantomSampler.Patient(kind, seed);
        for (var view = 1; view <= views; view++)
        {
            var ofView = seed.For($"view {view}");
            var planted = PlantedShortcut.Draw(shortcut, kind, ofView.For("shortcut"));
            yield return new PhantomCase(kind, $"P{number:D4}", view, PhantomSampler.View(patient, ofView) with { Shortcut = planted });
        }
    }
}
