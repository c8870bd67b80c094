using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>
/// The true distribution of the phantoms: factors from a class and a seed, each factor from a seed of its own name, so
/// that the class decides on the opacities and on nothing else.
/// </summary>
public static class PhantomSampler
{
    /// <summary>One view of one new patient.</summary>
    public static PhantomFactors Draw(PhantomClass kind, Seed seed) => View(Patient(kind, seed.For("patient")), seed.For("view"));

    /// <summary>A patient: anatomy and disease. The factors of the view are still zero.</summary>
    public static PhantomFactors Patient(PhantomClass kind, Seed seed)
    {
        var anatomy = Fill(new PhantomFactors { TissueSeed = seed.For("tissue").Value }, Per.Patient, seed);
        return anatomy with { Opacities = Opacities(kind, anatomy, seed.For("opacities").Random()) };
    }

    /// <summary>The patient as one exposure shows it.</summary>
    public static PhantomFactors View(PhantomFactors patient, Seed seed) =>
        Fill(patient with { NoiseSeed = seed.For("noise").Value }, Per.View, seed);

    private static PhantomFactors Fill(PhantomFactors factors, Per per, Seed seed)
    {
        foreach (var (property, range) in PhantomFactors.Ranged.Where(f => f.Range.Per == per))
        {
            var random = seed.For(property.Name).Random();
            property.SetValue(factors, property.PropertyType == typeof(int)
                ? (object)random.Next((int)range.Low, (int)range.High + 1)
                : random.Uniform(range.Low, range.High));
        }
        return factors;
    }

    private static List<Opacity> Opacities(PhantomClass kind, PhantomFactors anatomy, SplitMix random) => kind switch
    {
        PhantomClass.Focal => Focal(anatomy, random),
        PhantomClass.Diffuse => Diffuse(anatomy, random),
        _ => [],
    };

    private static List<Opacity> Focal(PhantomFactors anatomy, SplitMix random)
    {
        var found = new List<Opacity>();
        var count = random.Next(1, 3);
        while (found.Count < count)
        {
            var (x, y) = Somewhere(random, random.Next(2) * 2 - 1);
            var opacity = new Opacity(x, y, random.Uniform(0.12, 0.22), random.Uniform(0.13, 0.32), random.Uniform(0, 0.2));
            if (Fits(anatomy, opacity) && found.TrueForAll(o => o.DistanceTo(opacity) > o.Extent + opacity.Extent))
                found.Add(opacity);
        }
        return found;
    }

    private static List<Opacity> Diffuse(PhantomFactors anatomy, SplitMix random)
    {
        var found = new List<Opacity>();
        var lungs = new Lungs(anatomy);
        var (count, severity) = (random.Next(22, 35), random.Uniform(0.35, 1.15));
        while (found.Count < count)
        {
            // Sides alternate, so that both lungs are ill alike.
            var (x, y) = Somewhere(random, found.Count % 2 * 2 - 1);
            if (lungs.Depth(x, y) > 0.03)
                found.Add(new Opacity(x, y, random.Uniform(0.14, 0.28), severity * random.Uniform(0.05, 0.13), random.Uniform(0.4, 0.9)));
        }
        return found;
    }

    private static (double X, double Y) Somewhere(SplitMix random, int side) =>
        (side * random.Uniform(0.12, 0.80), random.Uniform(-0.80, 0.65));

    // Well inside a lung and clear of the heart, so that its extent can be seen; a view may move the heart by 0.05.
    private static bool Fits(PhantomFactors anatomy, Opacity opacity) =>
        new Lungs(anatomy).Depth(opacity.X, opacity.Y) > 0.5 * opacity.Extent
        && new Mediastinum(anatomy).Depth(opacity.X, opacity.Y) < -0.05 - 0.5 * opacity.Extent;
}
