using System.CommandLine;
using Mlvgm.MLNet.Encoders;

namespace Mlvgm.MLNet.Cli.Commands.Training;

/// <summary>An option of <c>mlvgm train</c> that sets a field of the estimator's options.</summary>
/// <param name="Option">The option.</param>
/// <param name="Set">Sets the field.</param>
sealed record TrainOption(Option Option, Action<ParseResult, SelfSupervisedEncoderEstimator.Options> Set)
{
    static readonly SelfSupervisedEncoderEstimator.Options Defaults = new();

    /// <summary>An option whose default is the field's.</summary>
    public static TrainOption Of<T>(
        string name, string description, string helpName, Func<SelfSupervisedEncoderEstimator.Options, T> get,
        Action<SelfSupervisedEncoderEstimator.Options, T> set)
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => get(Defaults) };
        return new TrainOption(option, (parsed, options) => set(options, parsed.GetValue(option)!));
    }

    /// <summary>An option that takes one number or several.</summary>
    public static TrainOption List(
        string name, string description, Func<SelfSupervisedEncoderEstimator.Options, IReadOnlyList<float>> get,
        Action<SelfSupervisedEncoderEstimator.Options, IReadOnlyList<float>> set)
    {
        var option = new Option<float[]>(name)
        {
            Description = description, HelpName = "X", DefaultValueFactory = _ => [.. get(Defaults)], AllowMultipleArgumentsPerToken = true,
        };
        return new TrainOption(option, (parsed, options) => set(options, parsed.GetValue(option)!));
    }

    /// <summary>Sets the field if the user gave the option; a preset's value stays otherwise.</summary>
    public void Apply(ParseResult parsed, SelfSupervisedEncoderEstimator.Options options)
    {
        if (parsed.GetResult(Option) is { Implicit: false }) Set(parsed, options);
    }
}
