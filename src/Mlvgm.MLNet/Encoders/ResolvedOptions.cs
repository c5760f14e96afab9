using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Encoders;

/// <summary>Everything that decides what a run learns, as JSON: the estimator's options with no default left open, and what it learns from.</summary>
static class ResolvedOptions
{
    public static JsonObject Of(ISettings options, TrainingOptions training, JsonObject input, Identity? labelled, string device)
    {
        var json = SettingsJson.Of(options);
        json["device"] = device;
        json["monitorEvery"] = training.ResolvedMonitorEvery;
        json["peakLearningRate"] = training.Schedule.Peak;
        foreach (var (owner, setting) in SettingsOf.All(options).Where(found => found.Setting.IsFile))
            json[$"{setting.Name}Sha256"] = setting.Of(owner) is string path ? FileHash.Sha256(path) : null;
        json["input"] = input;
        json["labelledImages"] = labelled?.ToJson();
        return json;
    }

    /// <summary>The names of those that may change between the sessions of a run, and of files, whose content counts.</summary>
    public static IReadOnlySet<string> Free(ISettings options) =>
        SettingsOf.All(options).Where(found => found.Setting.IsFree || found.Setting.IsFile).Select(found => found.Setting.Name).ToHashSet(StringComparer.Ordinal);
}
