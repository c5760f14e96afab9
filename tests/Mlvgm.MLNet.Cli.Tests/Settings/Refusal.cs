using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>What is said of an option of other frameworks than the chosen one.</summary>
static class Refusal
{
    /// <param name="option">The option.</param>
    /// <param name="chosen">The options with the kinds that are chosen.</param>
    public static string Of(string option, SelfSupervisedEncoderEstimator.Options chosen)
    {
        var owners = FrameworkRegistry.All.All.Where(kind => SettingsOf.All(kind).Any(found => found.Setting.Option == option)).Select(kind => kind.Name);
        IChoice[] kinds = [chosen.Framework, chosen.Backbone, chosen.Augmentation, chosen.Monitor];
        return $"{option} belongs to {string.Join(", ", owners)}; chosen are {string.Join(", ", kinds.Select(kind => kind.Name))}.";
    }
}
