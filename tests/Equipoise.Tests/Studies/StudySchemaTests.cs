using System.Text.Json.Nodes;
using Equipoise.Studies;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Studies;

public class StudySchemaTests
{
    /// <summary>Run with EQUIPOISE_WRITE_SCHEMA=1 to write the file again.</summary>
    [Fact]
    public void Text_PublishedFile_UpToDate()
    {
        var path = Path.Combine(Repository.Root, "docs", "study.schema.json");
        if (Environment.GetEnvironmentVariable("EQUIPOISE_WRITE_SCHEMA") == "1")
            File.WriteAllText(path, StudySchema.Text());
        Assert.Equal(File.ReadAllText(path), StudySchema.Text());
    }

    [Fact]
    public void Text_Settings_NamedTypedAndClosed()
    {
        var schema = JsonNode.Parse(StudySchema.Text())!;
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.Equal("integer", schema["properties"]!["classifier"]!["properties"]!["epochs"]!["type"]!.GetValue<string>());
        Assert.NotNull(schema["properties"]!["generator"]!["properties"]!["dcgan"]!["properties"]!["maxWidth"]);
        Assert.Equal(["sigmoid-bce", "softmax"], schema["properties"]!["classifier"]!["properties"]!["loss"]!["enum"]!.AsArray().Select(v => v!.GetValue<string>()));
    }
}
