namespace Equipoise.Reporting;

/// <summary>A drawing with what is needed to publish it.</summary>
/// <param name="Name">File name without extension, unique within a report.</param>
/// <param name="Title">What it is.</param>
/// <param name="Caption">How to read it, and what it leaves out.</param>
/// <param name="Svg">The drawing; its text alternative is in its <c>desc</c>.</param>
/// <param name="Csv">The numbers drawn.</param>
public sealed record Figure(string Name, string Title, string Caption, string Svg, string Csv);
