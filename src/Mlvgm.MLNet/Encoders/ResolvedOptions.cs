using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Encoders;

/// <summary>Everything that decides what a run learns, as JSON: the estimator's options with no default left open, and what it learns from.</summary>
static class ResolvedOptions
{
    public static JsonObject Of(SelfSupervisedEncoderEstimator.Options options, JsonObject input, LabelledImages? labelled, string device)
    {
        var json = SettingsJson.Of(options);
        json["device"] = device;
        json["monitorEvery"] = options.Training.ResolvedMonitorEvery;
        json["peakLearningRate"] = options.Training.Schedule.Peak;
        foreach (var (owner, setting) in SettingsOf.All(options).Where(found => found.Setting.IsFile))
            json[$"{setting.Name}Sha256"] = setting.Of(owner) is string path ? FileHash.Sha256(path) : null;
        json["input"] = input;
        json["labelledImages"] = labelled?.Identity.ToJson();
        return json;
    }

    /// <summary>The names of those that may change between the sessions of a run, and of files, whose content counts.</summary>
    public static IReadOnlySet<string> Free(SelfSupervisedEncoderEstimator.Options options) =>
        SettingsOf.All(options).Where(found => found.Setting.IsFree || found.Setting.IsFile).Select(found => found.Setting.Name).ToHashSet(StringComparer.Ordinal);
}
