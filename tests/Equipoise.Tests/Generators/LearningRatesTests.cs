using Equipoise.Generators;

namespace Equipoise.Tests.Generators;

public class LearningRatesTests
{
    [Theory]
    [InlineData(LearningRateSchedule.Constant, 0.9, 1)]
    [InlineData(LearningRateSchedule.Linear, 0.3, 1)]
    [InlineData(LearningRateSchedule.Linear, 0.5, 1)]
    [InlineData(LearningRateSchedule.Linear, 0.75, 0.5)]
    [InlineData(LearningRateSchedule.Linear, 1, 0)]
    [InlineData(LearningRateSchedule.Cosine, 0.5, 1)]
    [InlineData(LearningRateSchedule.Cosine, 0.75, 0.5)]
    [InlineData(LearningRateSchedule.Cosine, 0.625, 0.85355339)]
    [InlineData(LearningRateSchedule.Cosine, 1, 0)]
    public void At_HalfOfThePhaseConstant_ThenTheFall(LearningRateSchedule schedule, double done, double expected) =>
        Assert.Equal(expected, LearningRates.At(schedule, 0.5, done), 1e-8);
}
