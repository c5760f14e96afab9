using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>What is known of a level so far: the results of its phases that are finished.</summary>
sealed class FinishedPhases : IStatePart
{
    const string Key = "finished";

    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The trained walker.</summary>
    public TrainedWalker? Training { get; set; }

    /// <summary>How far it moves latents.</summary>
    public PerturbationStatistics? Perturbation { get; set; }

    /// <summary>The refit's held-out loss.</summary>
    public double? Refit { get; set; }

    /// <summary>The refit's iterations.</summary>
    public int RefitIterations { get; set; }

    /// <summary>The held-out loss of resampling.</summary>
    public double? Resample { get; set; }

    public void Save(StateFile state)
    {
        if (Training is { } training)
        {
            state.Add("trained", training.Walker);
            state.Add("trained.infoNce", training.Curve.InfoNce);
            state.Add("trained.perturbation", training.Curve.Perturbation);
            SnapshotTensors.Save(training.Snapshots, state);
        }
        state.Values[Key] = JsonSerializer.SerializeToNode(new Scalars(
            Training is null ? null : new Trained(Training.Degenerate, Training.Iterations, Training.InfoNce, Training.InfoNcePaperScale),
            Perturbation, Refit, RefitIterations, Resample), Json);
    }

    public void Restore(StateFile state)
    {
        var scalars = Parse(state.Values[Key]);
        (Perturbation, Refit, RefitIterations, Resample) = (scalars.Perturbation, scalars.Refit, scalars.RefitIterations, scalars.Resample);
        Training = scalars.Training is not { } trained ? null : new TrainedWalker
        {
            Degenerate = trained.Degenerate,
            Iterations = trained.Iterations,
            InfoNce = trained.InfoNce,
            InfoNcePaperScale = trained.InfoNcePaperScale,
            Walker = state.Walker("trained"),
            Curve = new TrainingCurve(state.Numbers("trained.infoNce"), state.Numbers("trained.perturbation")),
            Snapshots = SnapshotTensors.Load(state),
        };
    }

    static Scalars Parse(JsonNode? value)
    {
        try
        {
            return value.Deserialize<Scalars>(Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The state lacks '{Key}': {e.Message}", e);
        }
    }

    sealed record Scalars(Trained? Training, PerturbationStatistics? Perturbation, double? Refit, int RefitIterations, double? Resample);

    sealed record Trained(bool Degenerate, int Iterations, double InfoNce, double InfoNcePaperScale);
}
