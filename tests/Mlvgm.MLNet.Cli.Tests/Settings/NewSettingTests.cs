using System.CommandLine;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>
/// An option of evaluation is one property: what is declared here for a test is an option, is checked, written and listed, and nothing else was touched.
/// </summary>
public class NewSettingTests
{
    sealed record WithFolds : ProbingOptions
    {
        [Setting("Folds.", Minimum = 2)]
        public int Folds { get; init; } = 5;
    }

    [Fact]
    public void It_is_an_option_with_the_default_and_the_range_of_its_declaration()
    {
        var option = new SettingOptions<WithFolds>(new WithFolds()).Find("--folds");
        Assert.Equal(("Folds. (2 or more)", "5", "N"), (option.Description, option.GetDefaultValue(), option.HelpName));
        Assert.Equal((7, 5), (Read("--folds", "7").Folds, Read().Folds));
    }

    [Fact]
    public void It_is_refused_with_all_else_that_is_wrong() => Assert.Equal(
        [
            "LabelsPerClass (--labels-per-class) is 0; it is 1 or more.",
            "OptimizationTolerance (--tolerance) is 0; it is above 0.",
            "Folds (--folds) is 1; it is 2 or more.",
        ],
        Assert.Throws<SettingsException>(() => Read("--folds", "1", "--labels-per-class", "0", "--tolerance", "0")).Violations);

    [Fact]
    public void It_decides_the_result_and_stands_in_the_tables()
    {
        Assert.Equal(5, (int)SettingsJson.Deciding(new WithFolds())["folds"]!);
        Assert.Contains("| `--folds` | whole number, 2 or more | `5` | Folds. |", SettingsTable.Of(new SettingOptions<WithFolds>(new WithFolds())));
    }

    static WithFolds Read(params string[] arguments)
    {
        var options = new SettingOptions<WithFolds>(new WithFolds());
        var command = new Command("probe");
        options.AddTo(command);
        return options.Read(command.Parse(arguments), new WithFolds());
    }
}
