using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Import;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm list</c>: every name that other verbs take.</summary>
static class ListCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List generators, strategies, frameworks, backbones, augmentations, importers and shipped models.") { json };
        command.SetAction(parsed =>
        {
            var names = new Names(
                [.. ShippedModels.Generators.Select(Summary)],
                [.. ShippedModels.Encoders.Select(Summary)],
                [.. GeneratorRegistry.All.Names],
                StrategyArgument.Forms,
                [.. StrategyRegistry.Families.All.SelectMany(family => family.Presets, (family, preset) => $"{preset.Name} ({family.Name})")],
                [.. EncoderPresets.All.All.Select(preset => $"{preset.Name} ({preset.Description})")],
                FrameworkRegistry.All.Names,
                BackboneRegistry.All.Names,
                AugmentationRegistry.All.Names,
                [.. ImporterRegistry.Targets]);
            Write(Terminal.For(parsed), names);
            JsonFile.Write(parsed.GetValue(json), names);
            return ExitCode.Success;
        });
        return command;
    }

    static Model Summary(ModelEntry entry) => new(
        entry.Name, entry.Architecture, string.Join('x', entry.ImageShape),
        [.. entry.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}")], entry.Data, entry.Licence);

    static void Write(IAnsiConsole console, Names names)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        AddModels(grid, "generators", names.Generators);
        AddModels(grid, "encoders", names.Encoders);
        Add(grid, "architectures", names.GeneratorArchitectures);
        Add(grid, "strategies", names.Strategies);
        Add(grid, "presets", names.Presets);
        Add(grid, "training presets", names.TrainingPresets);
        Add(grid, "frameworks", names.Frameworks);
        Add(grid, "backbones", names.Backbones);
        Add(grid, "augmentations", names.Augmentations);
        Add(grid, "importers", names.Importers);
        console.Write(grid);
    }

    static void AddModels(Grid grid, string title, IReadOnlyList<Model> models) => grid.AddRow(
        new Text(title),
        new Text(models.Count == 0 ? "none shipped" : string.Join('\n', models.Select(
            model => $"{model.Name}  ({string.Join(", ", [model.Architecture, model.ImageShape, .. model.Latents])}; {model.Data})"))));

    static void Add(Grid grid, string title, IReadOnlyList<string> values) =>
        grid.AddRow(new Text(title), new Text(string.Join(", ", values)));

    sealed record Names(
        IReadOnlyList<Model> Generators, IReadOnlyList<Model> Encoders, IReadOnlyList<string> GeneratorArchitectures,
        IReadOnlyList<string> Strategies, IReadOnlyList<string> Presets, IReadOnlyList<string> TrainingPresets, IReadOnlyList<string> Frameworks,
        IReadOnlyList<string> Backbones, IReadOnlyList<string> Augmentations, IReadOnlyList<string> Importers);

    sealed record Model(string Name, string Architecture, string ImageShape, IReadOnlyList<string> Latents, string Data, string Licence);
}
