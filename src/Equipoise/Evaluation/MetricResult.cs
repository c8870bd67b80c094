namespace Equipoise.Evaluation;

/// <summary>One figure of a metric.</summary>
/// <param name="Name">What it is called, e.g. <c>precision</c>.</param>
/// <param name="Best">Which values are better.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Interval">Where 95 % of estimates from as many images of the same kinds would fall; null where there is none to be had.</param>
public sealed record MetricResult(string Name, Best Best, double Value, Interval? Interval);
