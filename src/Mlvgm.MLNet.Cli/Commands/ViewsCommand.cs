using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm views</c>: a picture of anchors, and under them the positives of one or more strategies.</summary>
static class ViewsCommand
{
    const string PictureName = "views.png";
    const string AllWord = "all";

    public static Command Create()
    {
        var generatorName = GeneratorArgument.Create();
        var strategies = new Option<string[]>("--strategy")
        {
            Description = $"A row of positives; may be repeated. {StrategyArgument.Help} {AllWord}: none, the generator's presets, resample.",
            HelpName = "STRATEGY",
            DefaultValueFactory = _ => ["random:0.3"],
        };
        var count = new Option<int>("--count") { Description = "Pairs in the picture.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var scale = new Option<int>("--scale") { Description = "Magnification.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var (output, seed, device, json) =
            (CommonOptions.Out("Where to write views.png."), CommonOptions.Seed(), CommonOptions.Device(), CommonOptions.Json());
        var command = new Command("views", "Draw anchors and positives of a generator.")
        {
            generatorName, strategies, count, scale, output, seed, device, json,
        };
        command.SetCancellable((parsed, cancellationToken) =>
        {
            int pairs = NumberRange.Check("--count", parsed.GetValue(count), 1, 1000);
            int factor = NumberRange.Check("--scale", parsed.GetValue(scale), 1, 64);
            var choice = DeviceChoice.Parse(parsed.GetRequiredValue(device));
            var generator = NamedGenerator.Load(parsed.GetRequiredValue(generatorName), choice);
            using var owned = generator as IDisposable;
            string[] rows = [.. parsed.GetRequiredValue(strategies)
                .SelectMany(name => name == AllWord ? StrategyArgument.AllFor(generator.Layout) : [name]).Distinct()];
            var parsedRows = rows.Select(row => StrategyArgument.Parse(row, generator.Layout)).ToArray();
            float[] images = ViewRows.Draw(generator, parsedRows, pairs, parsed.GetValue(seed), cancellationToken);
            string picture = Path.Combine(parsed.GetRequiredValue(output).FullName, PictureName);
            ImageGrid.WritePng(picture, images, generator.ImageShape, pairs, factor);
            var text = parsed.InvocationConfiguration.Output;
            text.WriteLine(choice.Explanation);
            text.WriteLine($"{picture}: row 1 anchors, then positives by {string.Join(", ", rows)}");
            JsonFile.Write(
                parsed.GetValue(json),
                new { generator = generator.Name, strategies = rows, count = pairs, seed = parsed.GetValue(seed), picture });
        });
        return command;
    }
}
