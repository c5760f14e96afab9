using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Tests.Training;

public class LearningRateScheduleTests
{
    [Fact]
    public void Without_warm_up_it_is_half_a_cosine_from_the_peak_to_a_tenth()
    {
        var schedule = new LearningRateSchedule(Peak: 0.2, Steps: 101);
        Assert.Equal(0.2, schedule.At(0), 12);
        Assert.Equal(0.11, schedule.At(50), 12);
        Assert.Equal(0.02, schedule.At(100), 12);
        Assert.Equal(0.02 + 0.09 * (1 + Math.Cos(Math.PI / 4)), schedule.At(25), 12);
    }

    [Fact]
    public void The_warm_up_rises_linearly_to_the_peak()
    {
        var schedule = new LearningRateSchedule(Peak: 1, Steps: 20, WarmupSteps: 4);
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1.0], Enumerable.Range(0, 5).Select(step => Math.Round(schedule.At(step), 12)));
        Assert.Equal(0.1, schedule.At(19), 12);
    }

    [Fact]
    public void A_single_step_runs_at_the_peak() => Assert.Equal(0.3, new LearningRateSchedule(0.3, Steps: 1).At(0), 12);
}
