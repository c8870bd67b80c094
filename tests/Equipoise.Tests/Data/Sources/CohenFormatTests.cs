using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Sources;

public sealed class CohenFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CohenFormatTests()
    {
        Directory.CreateDirectory(_folder.In("images"));
        File.WriteAllText(_folder.In("metadata.csv"), """
            patientid,offset,sex,age,finding,RT_PCR_positive,view,modality,date,location,folder,filename,doi
            2,0,M,65,Pneumonia/Viral/COVID-19,Y,PA,X-ray,"January 22, 2020","Cho Ray Hospital",images,0.png,10
            2,3,M,65,Pneumonia/Viral/COVID-19,Y,AP,X-ray,,,images,1.png,10
            4,0,F,52,Pneumonia/Viral/SARS,,PA,X-ray,,,images,2.png,10
            5,0,F,,No Finding,,AP Supine,X-ray,,,images,3.png,10
            6,0,F,,"COVID-19, ARDS",,PA,X-ray,,,images,4.png,10
            7,0,F,,Pneumonia/Viral/COVID-19,,L,X-ray,,,images,5.png,10
            8,0,F,,Pneumonia/Viral/COVID-19,,Axial,CT,,,volumes,v.nii.gz,10
            9,0,F,,todo,,PA,X-ray,,,images,6.png,10

            """);
        for (var i = 0; i < 7; i++)
            File.WriteAllBytes(_folder.In("images", $"{i}.png"), TestImages.Png(0, 16, (ulong)i));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Default_IsCovidAgainstOtherInFrontalViews()
    {
        var source = Open();
        Assert.Equal("cohen", source.Format);
        Assert.Equal(["COVID-19", "other"], source.ClassNames);
        Assert.Equal([0, 0, 1, 1, 0], source.Records.Select(r => r.Label));
        Assert.Equal(source.Records[0].Patient, source.Records[1].Patient);
        Assert.Equal(4, source.Records.Select(r => r.Patient).Distinct().Count());
        Assert.Equal("its finding is not known", Assert.Single(source.Quarantine).Reason);
    }

    [Fact]
    public void Open_ByFinding_HasItsLastStep() => Assert.Equal(["COVID-19", "No Finding", "SARS"], Open(("target", "finding")).ClassNames);

    [Fact]
    public void Open_LateralViews_OnRequest() => Assert.Equal("images/5.png", Assert.Single(Open(("views", "L"), ("target", "finding")).Records).Path);

    private IImageSource Open(params (string, string)[] settings) => SourceCatalog.Open(
        _folder.Path, new SourceOptions { Options = settings.ToDictionary(s => s.Item1, s => s.Item2) }, Silence.Instance);
}
