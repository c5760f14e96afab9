using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>A finished level as text and tensors.</summary>
sealed record SavedLevel(
    bool Degenerate, int Iterations, double InfoNce, double InfoNcePaperScale, PerturbationStatistics Perturbation,
    double RefitInfoNce, int RefitIterations, double ResampleInfoNce, LevelTimes Times)
{
    static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Adds what is kept as tensors, and returns the rest as text.</summary>
    public static string Save(LevelResult level, StateWriter state)
    {
        var training = level.Training;
        state.Add("walker", training.Walker);
        state.Add("infoNce", training.Curve.InfoNce);
        state.Add("perturbation", training.Curve.Perturbation);
        SnapshotTensors.Save(training.Snapshots, state);
        return JsonSerializer.Serialize(new SavedLevel(
            training.Degenerate, training.Iterations, training.InfoNce, training.InfoNcePaperScale, level.Perturbation,
            level.RefitInfoNce, level.RefitIterations, level.ResampleInfoNce, level.Times), Json);
    }

    /// <summary>The level that <see cref="Save"/> kept.</summary>
    /// <exception cref="InvalidDataException">The state is damaged.</exception>
    public static LevelResult Load(LatentSpan span, StateReader state)
    {
        var saved = Parse(state.Text("result"));
        return new LevelResult
        {
            Name = span.Name,
            LatentNames = span.LatentNames,
            Training = new TrainedWalker
            {
                Degenerate = saved.Degenerate,
                Iterations = saved.Iterations,
                InfoNce = saved.InfoNce,
                InfoNcePaperScale = saved.InfoNcePaperScale,
                Walker = state.Walker("walker"),
                Curve = new TrainingCurve(state.Numbers("infoNce"), state.Numbers("perturbation")),
                Snapshots = SnapshotTensors.Load(state),
            },
            Perturbation = saved.Perturbation,
            RefitInfoNce = saved.RefitInfoNce,
            RefitIterations = saved.RefitIterations,
            ResampleInfoNce = saved.ResampleInfoNce,
            Times = saved.Times,
        };
    }

    public static string ToText(LevelTimes times) => JsonSerializer.Serialize(times);

    /// <exception cref="InvalidDataException">The text is damaged.</exception>
    public static LevelTimes ToTimes(string text) => ParseAs<LevelTimes>(text);

    static SavedLevel Parse(string text) => ParseAs<SavedLevel>(text);

    static T ParseAs<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The state of a level is damaged: {e.Message} Start in another folder.", e);
        }
    }
}
