using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Training;

public class BestEncoderTests
{
    static TrainingOptions Options => TrainingSetup.Options with { Steps = 20, MonitorEvery = 2 };

    [Fact]
    public void Patience_ends_the_run_and_the_best_encoder_is_returned()
    {
        // Looks after steps 2, 4, 6, ..: best at 4; 0.605 is better by less than MinDelta.
        var monitor = new Script(0.3, 0.6, 0.5, 0.605, 0.2, 0.9);
        using var setup = new TrainingSetup();
        var result = setup.Train(Options with { Monitor = monitor, EarlyStopping = new EarlyStopping { MinDelta = 0.01, Patience = 3 } });
        Assert.Equal((10, true, false), (result.Steps, result.StoppedEarly, result.Cancelled));
        Assert.Equal((8, 0.2), (result.EncoderStep, result.Reading!.Value.Accuracy));
        Assert.Equal(monitor.FirstWeights[3], Script.FirstWeight(setup.Encoder));
        Assert.NotEqual(monitor.FirstWeights[4], Script.FirstWeight(setup.Encoder));
    }

    [Fact]
    public void A_cancelled_run_returns_the_best_encoder_so_far()
    {
        using var stop = new CancellationTokenSource();
        var monitor = new Script(0.3, 0.6, 0.5) { Then = stop.Cancel };
        using var setup = new TrainingSetup();
        var result = setup.Train(Options with { Monitor = monitor }, stop.Token);
        Assert.Equal((6, true, 4), (result.Steps, result.Cancelled, result.EncoderStep));
        Assert.Equal(monitor.FirstWeights[1], Script.FirstWeight(setup.Encoder));
    }

    [Fact]
    public void A_run_to_the_last_step_returns_the_last_encoder()
    {
        var monitor = new Script(0.9, 0.1, 0.1, 0.1);
        using var setup = new TrainingSetup();
        var result = setup.Train(Options with { Steps = 8, Monitor = monitor });
        Assert.Equal((8, 8, false), (result.Steps, result.EncoderStep, result.StoppedEarly));
        Assert.Equal(monitor.FirstWeights[3], Script.FirstWeight(setup.Encoder));
    }

    [Fact]
    public void The_loss_can_decide_where_there_are_no_labels()
    {
        using var setup = new TrainingSetup();
        // No change is an improvement of 10: the third look after the first ends the run.
        var result = setup.Train(Options with { EarlyStopping = new EarlyStopping { MinDelta = 10, Patience = 3, Metric = EarlyStoppingMetric.Loss } });
        Assert.Equal((8, true, default(MonitorReading?)), (result.Steps, result.StoppedEarly, result.Reading));
        Assert.InRange(result.EncoderStep, 2, 8);
    }

    [Fact]
    public void Measuring_changes_nothing_in_training()
    {
        using var plain = new TrainingSetup();
        plain.Train(Options);
        using var measured = new TrainingSetup();
        measured.Train(Options with { Monitor = new Script([.. Enumerable.Repeat(0.5, 10)]) });
        Assert.Equal(plain.State, measured.State);
    }

    [Fact]
    public void Early_stopping_by_labels_needs_labels()
    {
        using var setup = new TrainingSetup();
        var error = Assert.Throws<ArgumentException>(() => setup.Train(Options with { EarlyStopping = new EarlyStopping { Patience = 20, Metric = EarlyStoppingMetric.Accuracy } }));
        Assert.Contains("that of nearest neighbours labelled images", error.Message);
    }

    /// <summary>Gives these accuracies, one after another.</summary>
    sealed class Script(params double[] accuracies) : IEncoderMonitor
    {
        public string Name => "script";

        public List<float> FirstWeights { get; } = [];

        public Action? Then { get; init; }

        public static float FirstWeight(Module<Tensor, Tensor> encoder) => encoder.parameters().First().detach().flatten()[0].item<float>();

        public double Measure(Module<Tensor, Tensor> encoder, Device device)
        {
            Assert.False(encoder.training);
            encoder.forward(rand(4, 3, 16, 16));
            FirstWeights.Add(FirstWeight(encoder));
            if (FirstWeights.Count == accuracies.Length) Then?.Invoke();
            return accuracies[FirstWeights.Count - 1];
        }
    }
}
