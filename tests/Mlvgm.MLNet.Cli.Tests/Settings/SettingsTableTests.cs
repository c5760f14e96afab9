using System.CommandLine;
using Mlvgm.MLNet.Cli.Commands;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.GeneratorQuality;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>
/// The tables of options in the documentation are those that the records declare. <c>MLVGM_WRITE_DOCS=1</c> writes them anew:
/// <c>MLVGM_WRITE_DOCS=1 tests/Mlvgm.MLNet.Cli.Tests/bin/Release/net10.0/linux-x64/Mlvgm.MLNet.Cli.Tests --filter-class "*SettingsTableTests"</c>.
/// </summary>
public class SettingsTableTests
{
    const string WriteVariable = "MLVGM_WRITE_DOCS";

    static readonly ImageShape SmallImages = new(1, Stems.SmallImageSide, Stems.SmallImageSide);

    /// <summary>The page, the name in its markers, the command and the table.</summary>
    static readonly (string Page, string Name, Func<Command> Command, Func<string> Table)[] Tables =
    [
        ("docs/training.md", "train", TrainCommand.Create, () => SettingsTable.Of(EncoderSettings.Create(new SelfSupervisedEncoderEstimator.Options()))),
        ("docs/fine-tuning.md", "fine-tune", FineTuneCommand.Create, () => SettingsTable.Of(FineTuneCommand.Settings()) + SettingsTable.Rows(Options(new ClassifiedImages()))),
        ("docs/measure.md", "measure", MeasureCommand.Create, () => SettingsTable.Of(
            Options(new MeasurementOptions()), Options(MeasurementOptions.For(SmallImages)), $"up to {Stems.SmallImageSide} pixels a side") +
            SettingsTable.Rows(Options(new MeasureSettings())) + SettingsTable.Rows(Options(new GeneratorUse())) + Budget()),
        ("docs/generators/nvae.md", "train-generator-nvae", TrainNvaeCommand.Create, () => SettingsTable.Of(Options(new NvaeImages())) +
            SettingsTable.Rows(Options(new NvaeConfiguration())) + SettingsTable.Rows(Options(new NvaeTrainer.Options()))),
        ("docs/generators/nvae.md", "train-generator-refine", RefineGeneratorCommand.Create, () => SettingsTable.Of(Options(new NvaeRefiner.Options()))),
        ("docs/data.md", "data", EvaluateCommand.Create, () => SettingsTable.Of(Options(new ImageSplitOptions()))),
        ("docs/evaluation.md", "card", CardCommand.Create, () => SettingsTable.Of(Options(new CardText()))),
        ("docs/evaluation.md", "evaluate", EvaluateCommand.Create, () => SettingsTable.Of(Options(new EncoderEvaluation.Options())) + Budget()),
        ("docs/evaluation.md", "embed", EmbedCommand.Create, () => SettingsTable.Of(Options(new ImageEmbedding.Options()))),
        // Those of training stand in their own table.
        ("docs/evaluation.md", "experiment", ExperimentCommand.Create, () => SettingsTable.Of(Options(new Experiment.Options { Encoder = null! })) + Budget()),
        ("docs/evaluation.md", "transfer", TransferCommand.Create, () => SettingsTable.Of(Options(new TransferRun.Options())) + Budget()),
        ("docs/evaluation.md", "evaluate-generator", EvaluateGeneratorCommand.Create, () => SettingsTable.Of(Options(new GeneratorEvaluation.Options()))),
        ("docs/evaluation.md", "model-card", ModelCardCommand.Create, () => SettingsTable.Of(Options(new ModelCard.Options()))),
        ("docs/evaluation.md", "feeding", FeedingCommand.Create, () => SettingsTable.Of(Options(new FeedingExperiment.Options())) + Budget()),
    ];

    public static TheoryData<string> Names => [.. Tables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_table_of_the_records(string name)
    {
        var (page, _, _, table) = Tables.Single(one => one.Name == name);
        string path = RepositoryRoot.PathOf(page), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        string begin = $"<!-- settings: {name} -->\n", end = "<!-- /settings -->\n";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{page} has no line '{begin.Trim()}'.");
        from += begin.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"{page} has no line '{end.Trim()}' after '{begin.Trim()}'.");
        string expected = table();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") File.WriteAllText(path, text[..from] + expected + text[to..]);
        else Assert.True(expected == text[from..to], $"{page} has another table for {name}: write it anew with {WriteVariable}=1.\n{expected}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_command_has_every_option_of_the_table(string name)
    {
        var (_, _, create, table) = Tables.Single(one => one.Name == name);
        var rows = table().Split('\n').Where(line => line.StartsWith("| `--", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToHashSet();
        Assert.NotEmpty(rows);
        Assert.Superset(rows, create().Options.Select(option => option.Name).ToHashSet());
    }

    static string Budget() => SettingsTable.Rows(Options(new TimeBudget()));

    static SettingOptions<T> Options<T>(T defaults) where T : ISettings => new(defaults);
}
