using System.Text.Json.Nodes;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Encoders;

/// <summary>Everything that decides what a run learns, as JSON: the estimator's options with no default left open, and what it learns from.</summary>
static class ResolvedOptions
{
    public static JsonObject Of(SelfSupervisedEncoderEstimator.Options options, EncoderInput input, LabelledImages? labelled, string device)
    {
        var json = SettingsJson.Of(options);
        json["device"] = device;
        json["monitorEvery"] = options.Training.ResolvedMonitorEvery;
        json["peakLearningRate"] = options.Training.Schedule.Peak;
        json["input"] = input.Describe();
        json["labelledImages"] = labelled is null ? null : new JsonObject
        {
            ["count"] = labelled.Count,
            ["classes"] = labelled.ClassCount,
            ["sha256"] = labelled.Hash,
        };
        return json;
    }

    /// <summary>The names of those that may change between the sessions of a run.</summary>
    public static IReadOnlySet<string> Free(SelfSupervisedEncoderEstimator.Options options) =>
        SettingsOf.All(options).Where(found => found.Setting.IsFree).Select(found => found.Setting.Name).ToHashSet(StringComparer.Ordinal);
}
