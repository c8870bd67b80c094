using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Equipoise.Common;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>The JSON Schema of study files, generated from the records, for editors to complete and check by.</summary>
public static class StudySchema
{
    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        // Every setting has a default, so none is required; and an unknown one is an error.
        TransformSchemaNode = (_, node) =>
        {
            if (node is JsonObject schema && schema.Remove("required") | schema["properties"] is not null)
                schema["additionalProperties"] = false;
            return node;
        },
    };

    /// <summary>The schema as indented JSON.</summary>
    public static string Text()
    {
        var schema = Json.Options.GetJsonSchemaAsNode(typeof(StudySpec), Options).AsObject();
        var generator = new JsonObject();
        foreach (var one in GeneratorCatalog.All.Entries)
        {
            var own = Json.Options.GetJsonSchemaAsNode(one.Type, Options).AsObject();
            foreach (var (name, setting) in own["properties"]!.AsObject())
                generator[name] ??= setting!.DeepClone();
            own["description"] = one.Summary;
            generator[one.Name] = own;
        }
        schema["properties"]!["generator"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Settings of all generators, and of one under its name.",
            ["properties"] = generator,
            ["additionalProperties"] = false,
        };
        schema["properties"]!["$schema"] = new JsonObject { ["type"] = "string" };
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = "Equipoise study";
        return schema.ToJsonString(Json.Options) + "\n";
    }
}
