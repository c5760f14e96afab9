using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

public class SettingOptionsTests
{
    static readonly SelfSupervisedEncoderEstimator.Options Defaults = new();

    [Fact]
    public void Without_options_the_record_stays_as_it_was() =>
        Assert.Equal(SettingsJson.Of(Defaults).ToJsonString(), SettingsJson.Of(Read()).ToJsonString());

    [Fact]
    public void Options_change_the_record_in_all_its_parts()
    {
        var options = Read("--batch", "32", "--patience", "3", "--pixel-range", "zeroto255", "--checkpoint-minutes", "0.5", "--seed", "18446744073709551615", "--device", "cpu");
        Assert.Equal((32, 3, PixelRange.ZeroTo255, 0.5, ulong.MaxValue, "cpu"), (options.Training.BatchSize, options.Training.EarlyStopping.Patience,
            options.Images.PixelRange, options.Run.CheckpointMinutes, options.Training.Seed, options.Device));
        Assert.Equal((Defaults.Training.Steps, Defaults.Training.LearningRate), (options.Training.Steps, options.Training.LearningRate));
    }

    [Fact]
    public void A_kind_is_chosen_in_any_case_and_takes_its_own_options()
    {
        var options = Read(
            "--framework", "byol", "--target-momentum", "0.9", "--target-momentum-schedule", "cosine", "--backbone", "ResNet34", "--width", "8",
            "--augmentation", "ALL", "--color-jitter", "torchvision");
        Assert.Equal(new ByolOptions { TargetMomentum = 0.9, TargetMomentumSchedule = MomentumSchedule.Cosine }, options.Framework);
        Assert.Equal(new ResNetOptions("resnet34") { Width = 8 }, options.Backbone);
        Assert.Equal(new StandardAugmentationOptions("all") { ColorJitter = ColorJitterFlavour.Torchvision }, options.Augmentation);
    }

    [Theory]
    [InlineData("--temperature", "--temperature 0.2")]
    [InlineData("--temperature", "--framework SimSiam --temperature 0.2")]
    [InlineData("--predictor-width", "--predictor-width 8 --framework SimCLR")]
    [InlineData("--target-momentum", "--framework SimCLR --target-momentum 0.9 --steps 3")]
    public void An_option_of_another_kind_than_the_chosen_one_is_refused_by_name(string option, string arguments)
    {
        var chosen = arguments.Contains("SimCLR", StringComparison.Ordinal) ? Defaults with { Framework = new SimClrOptions() } : Defaults;
        Assert.Equal([Refusal.Of(option, chosen)], Assert.Throws<SettingsException>(() => Read(arguments.Split(' '))).Violations);
    }

    [Theory]
    [InlineData("MoCo", "There is no framework 'MoCo'. Available: ")]
    [InlineData("SimSia", "There is no framework 'SimSia'. Did you mean 'SimSiam'? Available: ")]
    public void A_kind_that_is_none_is_refused_with_those_there_are(string name, string message)
    {
        string said = Assert.Single(Assert.Throws<SettingsException>(() => Read("--framework", name)).Violations);
        Assert.Equal(message + string.Join(", ", FrameworkRegistry.All.Names) + ".", said);
    }

    [Theory]
    [InlineData("--learning-rate 0,05", "--learning-rate is '0,05'; expected a number, with a point before decimals and no separators.")]
    [InlineData("--steps 1,000", "--steps is '1,000'; expected a whole number without separators.")]
    [InlineData("--steps none", "--steps is 'none'; expected a whole number without separators.")]
    [InlineData("--monitor-every soon", "--monitor-every is 'soon'; expected a whole number without separators, or none.")]
    [InlineData("--mean 0.1,x", "--mean is '0.1,x'; expected a number, with a point before decimals and no separators.")]
    [InlineData("--pixel-range 1", "--pixel-range is '1'; expected one of ZeroToOne, ZeroTo255.")]
    [InlineData("--tf32 yes", "--tf32 is 'yes'; expected true or false.")]
    [InlineData("--learning-rate NaN", "LearningRate (--learning-rate) is NaN; it is 0 or more.")]
    [InlineData("--standard-deviation 0.1 0 0.1", "StandardDeviation (--standard-deviation) is 0.1,0,0.1; it is above 0.")]
    [InlineData("--accumulate 3", "A batch of 256 pairs (--batch) cannot be computed in 3 equal parts (--accumulate) of at least 2 pairs.")]
    public void What_is_wrong_is_named(string arguments, string message) =>
        Assert.Equal([message], Assert.Throws<SettingsException>(() => Read(arguments.Split(' '))).Violations);

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once() => Assert.Equal(
        [
            "There is no backbone 'vit'. Available: onnx, resnet10, resnet18, resnet34, resnet50.",
            "Steps (--steps) is -1; it is 0 or more.",
            "--learning-rate is '0,05'; expected a number, with a point before decimals and no separators.",
            Refusal.Of("--temperature", Defaults),
        ],
        Assert.Throws<SettingsException>(() => Read("--temperature", "0.2", "--learning-rate", "0,05", "--steps", "-1", "--backbone", "vit")).Violations);

    [Fact]
    public void None_is_the_absence_of_what_may_be_absent()
    {
        var start = Defaults with
        {
            Training = Defaults.Training with { MonitorEvery = 5, EarlyStopping = new EarlyStopping { Patience = 2 } },
            Framework = new SimSiamOptions { ProjectionWidth = 64 },
        };
        var options = ReadFrom(start, "--monitor-every", "none", "--patience", "None", "--projection-width", "none");
        Assert.Equal((null, null, new SimSiamOptions()), (options.Training.MonitorEvery, options.Training.EarlyStopping.Patience, options.Framework));
    }

    [Fact]
    public void A_value_is_read_as_the_chosen_kind_has_it()
    {
        Assert.Equal(new SimSiamOptions { ProjectionWidth = 7 }, Read("--projection-width", "7").Framework);
        Assert.Equal(new SimClrOptions { ProjectionWidth = 7 }, Read("--framework", "SimCLR", "--projection-width", "7").Framework);
        Assert.Equal(
            "--projection-width is 'none'; expected a whole number without separators.",
            Assert.Throws<SettingsException>(() => Read("--framework", "SimCLR", "--projection-width", "none")).Message);
    }

    [Theory]
    [InlineData("--mean", "0.1", "0.2", "0.3")]
    [InlineData("--mean", "0.1,0.2,0.3")]
    [InlineData("--mean", "0.1, 0.2 0.3")]
    [InlineData("--mean", "0.1,", "0.2,0.3")]
    [InlineData("--mean", "0.1", "--mean", "0.2", "0.3")]
    public void A_list_has_commas_or_blanks(params string[] arguments) => Assert.Equal([0.1f, 0.2f, 0.3f], Read(arguments).Images.Mean);

    [Fact]
    public void A_switch_may_stand_alone()
    {
        Assert.True(Read("--overlap").Training.Overlap);
        Assert.True(Read("--overlap", "--steps", "3").Training.Overlap);
        Assert.True(Read("--overlap", "true").Training.Overlap);
        Assert.False(ReadFrom(Defaults with { Training = Defaults.Training with { Overlap = true } }, "--overlap", "false").Training.Overlap);
        Assert.Equal(new ResNetOptions("resnet18") { BFloat16 = true, Width = 4 }, Read("--bf16", "--width", "4").Backbone);
    }

    [Fact]
    public async Task What_follows_a_switch_is_no_value_of_it()
    {
        // There is no such generator, but it is one that was looked for.
        Assert.Contains("There is no generator 'nonesuch'", (await CliRun.Of("views", "--trust-code", "nonesuch", "--out", "x")).Error);
        Assert.Contains("There is no encoder 'nonesuch'", (await CliRun.Of("embed", "--skip-undecodable", "nonesuch", "--data", "x", "--out", "x")).Error);
        Assert.Contains("There is no generator 'nonesuch'", (await CliRun.Of("measure", "--seeds", "1,2", "nonesuch", "--out", "x")).Error);
        Assert.Contains("'yes'", (await CliRun.Of("train", "nonesuch", "--overlap", "yes", "--out", "x")).Error);
    }

    [Fact]
    public void Options_change_a_preset_and_leave_the_rest_of_it()
    {
        var preset = EncoderPresets.Create("paper-simclr");
        var options = ReadFrom(preset, "--steps", "5", "--mean", "0.4", "--temperature", "0.5", "--framework", "SimCLR");
        var expected = preset with
        {
            Framework = new SimClrOptions { Temperature = 0.5 },
            Images = preset.Images with { Mean = [0.4f] },
            Training = preset.Training with { Steps = 5 },
        };
        Assert.Equal(SettingsJson.Of(expected).ToJsonString(), SettingsJson.Of(options).ToJsonString());
        Assert.Equal((0.03, 224, "resnet50"), (options.Training.LearningRate, options.Training.BatchSize, options.Backbone.Name));
    }

    [Fact]
    public void Another_kind_keeps_what_a_preset_or_a_command_has_changed()
    {
        var narrow = Defaults with { Backbone = new ResNetOptions("resnet18") { Width = 16 } };
        Assert.Equal(new ResNetOptions("resnet10") { Width = 16 }, ReadFrom(narrow, "--backbone", "resnet10").Backbone);
        Assert.Equal(
            new StandardAugmentationOptions("all") { ColorJitter = ColorJitterFlavour.Torchvision },
            ReadFrom(EncoderPresets.Create("paper-simclr"), "--augmentation", "all").Augmentation);
    }

    [Fact]
    public void Another_kind_than_a_presets_takes_its_place()
    {
        var preset = EncoderPresets.Create("paper-simclr");
        Assert.Equal(new ByolOptions { TargetMomentum = 0.99 }, ReadFrom(preset, "--framework", "BYOL", "--target-momentum", "0.99").Framework);
        Assert.Equal(
            Refusal.Of("--temperature", preset with { Framework = new ByolOptions() }),
            Assert.Throws<SettingsException>(() => ReadFrom(preset, "--framework", "BYOL", "--temperature", "1")).Message);
    }

    [Fact]
    public void It_is_known_which_options_were_given()
    {
        var (options, parsed) = Parse("--framework", "SimSiam", "--steps", "1000");
        Assert.All(["--framework", "--steps"], name => Assert.True(options.IsGiven(parsed, name)));
        Assert.All(["--backbone", "--batch", "--nothing"], name => Assert.False(options.IsGiven(parsed, name)));
    }

    [Fact]
    public async Task Help_says_what_the_records_say()
    {
        var run = await CliRun.Of("train", "--help");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        // The help breaks lines where they are too long for the terminal.
        string help = string.Join(' ', run.Output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        string[] expected =
        [
            $"--framework <NAME> The framework: {string.Join(", ", FrameworkRegistry.All.Names)}. [default: SimSiam]",
            "--batch <N> Pairs of views in a step. (2 or more) [default: 256]",
            "--pixel-range <ZeroToOne|ZeroTo255> ",
            "--minimum-crop <SHARE> Smallest share of an image's area that a random crop keeps. (in (0, 1]) [default: 0.2]",
            "BYOL: none",
            "SimCLR: 128",
        ];
        Assert.All(expected, text => Assert.Contains(text, help));
    }

    [Fact]
    public void Chosen_parts_that_have_one_option_between_them_are_refused_by_its_name()
    {
        var start = Defaults with { Framework = new WideOptions(), Backbone = new ResNetOptions("resnet10") };
        var error = Assert.Throws<SettingsException>(() => ReadFrom(start, "--width", "4"));
        Assert.Equal(["Two of the chosen parts have the option --width: one of them needs another name."], error.Violations);
        // Whether or not it is typed: which of the two it would set is nowhere said.
        Assert.Equal(error.Violations, Assert.Throws<SettingsException>(() => ReadFrom(start)).Violations);
    }

    /// <summary>A framework whose option has the name of a backbone's.</summary>
    sealed record WideOptions : FrameworkOptions
    {
        public override string Name => "wide";

        [Setting("Width of the head.", Minimum = 1)]
        public int Width { get; init; } = 8;

        protected override ISelfSupervisedFramework Build(FrameworkInput input) => throw new NotSupportedException();
    }

    static SelfSupervisedEncoderEstimator.Options Read(params string[] arguments) => ReadFrom(Defaults, arguments);

    static SelfSupervisedEncoderEstimator.Options ReadFrom(SelfSupervisedEncoderEstimator.Options start, params string[] arguments)
    {
        var (options, parsed) = Parse(arguments);
        return options.Read(parsed, start);
    }

    static (SettingOptions<SelfSupervisedEncoderEstimator.Options> Options, ParseResult Parsed) Parse(params string[] arguments)
    {
        var options = EncoderSettings.Create(Defaults);
        var command = new Command("train");
        options.AddTo(command);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return (options, parsed);
    }
}
