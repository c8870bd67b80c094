using Equipoise.Studies;

namespace Equipoise.Tuning;

/// <summary>What a folder's search is: <c>tune.json</c>.</summary>
/// <param name="Search">What is searched, and how.</param>
/// <param name="Study">Data, seeds, and the settings that trials start from.</param>
public sealed record TuneCard(TuneSettings Search, StudySpec Study);
