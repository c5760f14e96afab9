using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Measurement.Calibration;

public sealed class LevelCalibrationTests
{
    [Fact]
    public void Noise_has_the_calibrated_deviation_and_bound()
    {
        var noise = Assert.IsType<RandomPerturbation>(LevelCalibration.Noise(0.3, 2).ToPerturbation()).Noise;
        Assert.Equal((0, 0.3, 2), (noise.Mean, noise.StandardDeviation, noise.Truncation));
    }

    [Fact]
    public void A_new_draw_says_why()
    {
        var calibration = LevelCalibration.NewDraw(LevelCalibration.BeyondPrior);
        Assert.Equal("beyond the prior", calibration.Reason);
        Assert.IsType<ResamplePerturbation>(calibration.ToPerturbation());
    }

    [Theory]
    [InlineData("random", null, 2.0)]
    [InlineData("random", 0.3, null)]
    [InlineData("random", -0.3, 2.0)]
    [InlineData("random", double.NaN, 2.0)]
    [InlineData("random", 0.3, 0.0)]
    [InlineData("walker", 0.3, 2.0)]
    public void Values_that_describe_no_perturbation_are_refused(string perturbation, double? deviation, double? truncation)
    {
        var calibration = new LevelCalibration { Perturbation = perturbation, StandardDeviation = deviation, Truncation = truncation };
        Assert.Contains(perturbation, Assert.Throws<InvalidDataException>(calibration.ToPerturbation).Message);
    }
}
