using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Measurements;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Tests.Measurements;

public sealed class SeededMeasurementsTests : IDisposable
{
    static readonly MeasurementOptions Quick = MeasurementOptions.For(TinyModels.Shape) with
    {
        Levels = ["z1"],
        Pairs = 4,
        EncoderWidth = 4,
        MaximumIterations = 2,
        MonteCarloSamples = 50,
        RefitIterations = 1,
        ResampleIterations = 1,
        HeldOutBatches = 1,
        Device = "cpu",
    };

    readonly TinyWorld _world = new();

    [Fact]
    public void One_seed_fills_the_folder_and_several_a_folder_each_with_their_spread()
    {
        using var generator = NamedGenerator.LoadTorch(_world.Generator, DeviceChoice.Parse("cpu"));
        var told = new List<ulong>();
        var reports = SeededMeasurements.Run(generator, Quick, [4, 5], _world.Out, (seed, _) => told.Add(seed));
        Assert.Equal([4ul, 5ul], reports.Select(report => report.Seed));
        Assert.Equal([4ul, 5ul], told.Distinct());
        Assert.Contains("| z1 |", _world.Text("out/spread.md"));
        Assert.True(File.Exists(_world.File("out/seed-5/report.html")));
        var single = SeededMeasurements.Run(generator, Quick, [4], _world.File("single"));
        Assert.True(File.Exists(_world.File("single/report.json")));
        Assert.Equal(reports[0].Levels[0].Mu, single[0].Levels[0].Mu);
        Assert.Throws<ArgumentException>(() => SeededMeasurements.Run(generator, Quick, [4, 4], _world.Out));
        Assert.Throws<ArgumentException>(() => SeededMeasurements.Run(generator, Quick, [], _world.Out));
    }

    public void Dispose() => _world.Dispose();
}
