using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>What the pairs of <c>mlvgm train</c> come from: a generator and a strategy, or real images, of which augmentation makes both views.</summary>
sealed class PairsOptions
{
    const string SideName = "--image-size";

    readonly Argument<string?> _generator = new("generator")
    {
        Description = GeneratorArgument.Create().Description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _strategy = new("--strategy")
    {
        Description = $"How positives differ from anchors; {StrategyArgument.Default} when absent. {StrategyArgument.Help}",
        HelpName = "STRATEGY",
    };

    readonly DataOptions _images = new(
        "--images", "Real images in place of a generator: a folder of images or of class folders, a .zip of the same, or IDX files.", isRequired: false);

    readonly SettingOptions<PairsUse> _use = new(new PairsUse());

    public void AddTo(Command command)
    {
        command.Add(_generator);
        command.Add(_strategy);
        _use.AddTo(command);
        _images.AddTo(command);
        var side = _use.Find(SideName);
        command.Validators.Add(result =>
        {
            bool real = result.GetValue(_images.Path) is not null;
            if (result.GetValue(_generator) is null != real) result.AddError($"Name a generator, or give {_images.Path.Name}; one of the two.");
            else if (real && result.GetValue(_strategy) is not null)
                result.AddError($"{_strategy.Name} is for generators; both views of {_images.Path.Name} are made by augmentation.");
            else if (!real && result.GetResult(side) is { Implicit: false }) result.AddError($"{SideName} is for {_images.Path.Name}.");
        });
    }

    /// <summary>How pairs are made, and how images are read.</summary>
    public (PairsUse Use, ImageSplitOptions Reading) Read(ParseResult parsed, Violations violations) =>
        (_use.Read(parsed, violations), _images.Read(parsed, violations));

    /// <summary>Opens it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">How pairs are made, and how images are read.</param>
    /// <param name="ml">The ML.NET context.</param>
    /// <param name="device">Where the generator runs.</param>
    /// <param name="seed">The seed of its samples.</param>
    /// <param name="columnName">The column of images.</param>
    /// <param name="text">Told what is read and what is not.</param>
    /// <exception cref="ArgumentException">There is no such generator or strategy.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or images differ in size.</exception>
    public OpenedPairs Open(
        ParseResult parsed, (PairsUse Use, ImageSplitOptions Reading) options, MLContext ml, DeviceChoice device, ulong seed, string columnName, TextWriter text)
    {
        if (parsed.GetValue(_images.Path) is not null)
        {
            var source = _images.Source(parsed, options.Reading, text.WriteLine);
            var images = source.OpenTraining(options.Use.ImageSize);
            text.WriteLine($"{images.Count} images of {images.Shape}");
            return new OpenedPairs(ml.Data.LoadFromImageDataset(images, columnName), images.Shape, Generator: null, source);
        }
        var use = options.Use.Generator;
        GeneratorArgument.SayCode(parsed.GetValue(_generator)!, use.TrustCode, text.WriteLine);
        var generator = NamedGenerator.LoadTorch(parsed.GetValue(_generator)!, device, use.TrustCode);
        try
        {
            var strategy = StrategyArgument.Parse(parsed.GetValue(_strategy) ?? StrategyArgument.Default, generator.Layout);
            var view = ml.Data.LoadFromGenerator(
                use.InPieces(generator), strategy, new GeneratedDataView.Options { Seed = seed, AnchorColumnName = columnName });
            return new OpenedPairs(view, generator.ImageShape, generator, Images: null);
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }
}

/// <summary>Where pairs come from, opened.</summary>
/// <param name="View">The rows.</param>
/// <param name="ImageShape">The shape of every image.</param>
/// <param name="Generator">The generator that makes them, which is disposed with this; null for real images.</param>
/// <param name="Images">The real images; null for a generator.</param>
sealed record OpenedPairs(IDataView View, ImageShape ImageShape, IDisposable? Generator, ImageSource? Images) : IDisposable
{
    public void Dispose() => Generator?.Dispose();
}
