using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Encoders;

/// <summary>Everything that decides what a run learns, as JSON: the estimator's options with no default left open, and what it learns from.</summary>
static class ResolvedOptions
{
    public static JsonObject Of(
        SelfSupervisedEncoderEstimator.Options options, TrainingOptions training, EncoderInput input, LabelledImages? labelled, string device)
    {
        var json = JsonSerializer.SerializeToNode(options, RunJson.Indented)!.AsObject();
        json["device"] = device;
        json["monitorEvery"] = training.ResolvedMonitorEvery;
        json["peakLearningRate"] = training.Schedule.Peak;
        json["input"] = input.Describe();
        json["labelledImages"] = labelled is null ? null : new JsonObject
        {
            ["count"] = labelled.Count,
            ["classes"] = labelled.ClassCount,
            ["sha256"] = labelled.Hash,
        };
        return json;
    }
}
