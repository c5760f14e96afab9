using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>The paper's tables, and one of one's own views, by name. A new one is a method and a line here.</summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public static class ExperimentDesigns
{
    /// <summary>The one experiment whose rows the user names.</summary>
    public const string OwnViews = "views";

    const string All = "all";
    const string NoColor = "no-color";
    const string MLRandomPreset = "ml-random";
    const string MLRandom = "ML random";
    const string MLLearned = "ML learned";
    const string Calibrated = "calibrated";
    const string Nothing = "nothing perturbed";
    const string RealImages = "real images";
    static readonly string[] AllAugmentations = [All, NoColor, "no-crop", "none"];
    static readonly string[] Frameworks = ["SimSiam", "SimCLR", "BYOL"];

    static readonly Dictionary<string, Func<DesignInputs, ExperimentDesign>> Factories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["table2"] = Table2,
        ["table4"] = Table4,
        ["ablation"] = Ablation,
        [OwnViews] = Views,
    };

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>The design called <paramref name="name"/>, for a generator's latents.</summary>
    /// <exception cref="ArgumentException">There is none, the paper has no strategy for such latents, or what the design needs is not given.</exception>
    internal static ExperimentDesign Find(string name, DesignInputs inputs) => Factories.TryGetValue(name, out var create)
        ? create(inputs)
        : throw new ArgumentException($"There is no experiment '{name}'. Available: {string.Join(", ", Names)}.");

    /// <summary>Table 2: every strategy with every framework. Multiple-latent views go without colour jitter, as in the paper.</summary>
    static ExperimentDesign Table2(DesignInputs inputs)
    {
        var (layout, measured) = (inputs.Layout, inputs.Measured);
        string random = StrategyRegistry.PresetsFor(layout).FirstOrDefault(preset => preset.Name.StartsWith("random", StringComparison.Ordinal))?.Name
            ?? throw NoStrategy("random");
        string ml = MLRandomOf(layout);
        var arms = new List<ExperimentArm> { ExperimentArm.Pixels, ExperimentArm.Untrained };
        foreach (string framework in Frameworks)
        {
            arms.Add(ExperimentArm.Real($"{framework}, {RealImages}", All, framework));
            arms.Add(ExperimentArm.Generated($"{framework}, {Nothing}", "none", All, framework));
            arms.Add(ExperimentArm.Generated($"{framework}, random", random, All, framework));
            arms.Add(ExperimentArm.Generated($"{framework}, {MLRandom}", ml, NoColor, framework));
            arms.AddRange(Measured(measured, $"{framework}, ", framework));
        }
        return new ExperimentDesign(
            "table2", "Views of a generator with every framework (paper, Table 2)", arms, $"{Frameworks[0]}, {MLRandom}",
            [$"{Frameworks[0]}, {Nothing}", $"{Frameworks[0]}, random"]);
    }

    /// <summary>Table 4: one magnitude for all latents of a hierarchical VAE against its last latent drawn anew (appendix F).</summary>
    static ExperimentDesign Table4(DesignInputs inputs)
    {
        var (layout, measured) = (inputs.Layout, inputs.Measured);
        string last = layout.Latents[^1].Name, all = $"{layout.Latents[0].Name}..{last}", ml = $"{MLRandom}: {last} drawn anew";
        ExperimentArm[] single =
        [
            ExperimentArm.Generated(Nothing, "none", All),
            .. new[] { "0.05", "0.10", "0.15" }.Select(sigma => ExperimentArm.Generated($"random, sigma {sigma}", $"{all}=random:{sigma}", All)),
        ];
        return new ExperimentDesign(
            "table4", "A hierarchical VAE: one magnitude for all latents, or the last latent alone (paper, Table 4)",
            [
                ExperimentArm.Pixels, ExperimentArm.Untrained, .. single, ExperimentArm.Generated(ml, $"{last}=resample", NoColor),
                .. Measured(measured, "", "SimSiam"), ExperimentArm.Real(RealImages, All),
            ],
            ml, [.. single.Select(arm => arm.Name)]);
    }

    /// <summary>Figures 7 and 8: multiple-latent views under every T_x.</summary>
    static ExperimentDesign Ablation(DesignInputs inputs)
    {
        string random = MLRandomOf(inputs.Layout);
        (string Name, string Strategy)[] strategies = inputs.Measured.Learned is { } learned ? [(MLRandom, random), (MLLearned, learned)] : [(MLRandom, random)];
        return new ExperimentDesign(
            "ablation", "Multiple-latent views under every T_x (paper, Figures 7 and 8)",
            [
                ExperimentArm.Pixels, ExperimentArm.Untrained,
                .. from strategy in strategies
                   from augmentation in AllAugmentations
                   select ExperimentArm.Generated($"{strategy.Name}, T_x {augmentation}", strategy.Strategy, augmentation),
            ],
            $"{MLRandom}, T_x {NoColor}", [$"{MLRandom}, T_x {All}"]);
    }

    /// <summary>Views of one's own choice under one T_x, and real images: whether the last views beat the others and both baselines.</summary>
    static ExperimentDesign Views(DesignInputs inputs)
    {
        if (inputs.Views.Count == 0) throw new ArgumentException("The experiment 'views' needs --views NAME=STRATEGY, once for each row.");
        ExperimentArm[] views = [.. inputs.Views.Select(view => ExperimentArm.Generated(view.Name, view.Strategy, inputs.Augmentation))];
        ExperimentArm[] arms =
        [
            ExperimentArm.Pixels, ExperimentArm.Untrained with { Augmentation = inputs.Augmentation }, .. views,
            ExperimentArm.Real(RealImages, inputs.Augmentation),
        ];
        NamedText.RequireDistinct("rows", arms.Select(arm => arm.Name), "Give each of --views a name of its own.", StringComparer.OrdinalIgnoreCase);
        return new ExperimentDesign(
            OwnViews, "Views of a generator under one T_x", arms, views[^1].Name,
            [ExperimentArm.PixelsName, ExperimentArm.UntrainedName, .. views[..^1].Select(arm => arm.Name)]);
    }

    static IEnumerable<ExperimentArm> Measured(MeasuredStrategies measured, string prefix, string framework)
    {
        if (measured.Calibrated is { } calibrated) yield return ExperimentArm.Generated(prefix + Calibrated, calibrated, NoColor, framework);
        if (measured.Learned is { } learned) yield return ExperimentArm.Generated(prefix + MLLearned, learned, NoColor, framework);
    }

    /// <summary>The paper's for these latents; for others, the last latent drawn anew.</summary>
    static string MLRandomOf(LatentLayout layout) =>
        StrategyRegistry.FindPreset(MLRandomPreset, layout) is null ? $"{layout.Latents[^1].Name}=resample" : MLRandomPreset;

    static ArgumentException NoStrategy(string name) => new($"The paper has no strategy '{name}' for a generator with such latents; use table4.");
}
