using Mlvgm.MLNet.Measurement.Training;

namespace Mlvgm.MLNet.Tests.Measurement.Training;

public class CrossingDetectorTests
{
    [Fact]
    public void An_untrained_encoders_loss_is_above_gamma_but_no_crossing()
    {
        var detector = new CrossingDetector(gamma: 0.7, dip: 0.2, smoothing: 5);
        for (int i = 0; i < 50; i++) detector.Add(4.8);
        Assert.False(detector.Dipped || detector.Crossed);
    }

    [Fact]
    public void The_loss_must_fall_below_the_dip_before_it_may_cross()
    {
        var detector = new CrossingDetector(gamma: 0.7, dip: 0.2, smoothing: 1);
        double[] losses = [4, 0.5, 0.25, 0.9, 0.19, 0.69, 0.7];
        int crossed = Array.FindIndex(losses, loss =>
        {
            detector.Add(loss);
            return detector.Crossed;
        });
        Assert.Equal(6, crossed);
    }

    [Fact]
    public void One_batch_alone_neither_dips_nor_crosses()
    {
        var detector = new CrossingDetector(gamma: 0.7, dip: 0.2, smoothing: 10);
        detector.Add(1);
        detector.Add(0);
        Assert.Equal(0.9, detector.Smoothed, 12);
        Assert.False(detector.Dipped);
        for (int i = 0; i < 60; i++) detector.Add(0.01);
        Assert.True(detector.Dipped);
        detector.Add(5);
        Assert.False(detector.Crossed);
    }
}
