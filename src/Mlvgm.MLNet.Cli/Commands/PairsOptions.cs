using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>What the pairs of <c>mlvgm train</c> come from: a generator and a strategy, or real images, of which augmentation makes both views.</summary>
sealed class PairsOptions
{
    const string DefaultStrategy = "random:0.3";

    readonly Argument<string?> _generator = new("generator")
    {
        Description = GeneratorArgument.Create().Description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _strategy = new("--strategy")
    {
        Description = $"How positives differ from anchors; {DefaultStrategy} when absent. {StrategyArgument.Help}",
        HelpName = "STRATEGY",
    };

    readonly DataOptions _images = new(
        "--images", "Real images in place of a generator: a folder of images or of class folders, a .zip of the same, or IDX files.", isRequired: false);

    readonly Option<int?> _side = NumberOption.Whole(
        "--image-size", "N", "The side to which --images are brought, in pixels; needed where they differ in size.");

    readonly Option<int?> _generatorBatch = GeneratorArgument.GeneratorBatch();

    public void AddTo(Command command)
    {
        command.Add(_generator);
        foreach (Option option in new Option[] { _strategy, _generatorBatch, _side }) command.Add(option);
        _images.AddTo(command);
        command.Validators.Add(result =>
        {
            bool real = result.GetValue(_images.Path) is not null;
            if (result.GetValue(_generator) is null != real) result.AddError($"Name a generator, or give {_images.Path.Name}; one of the two.");
            else if (real && result.GetValue(_strategy) is not null)
                result.AddError($"{_strategy.Name} is for generators; both views of {_images.Path.Name} are made by augmentation.");
            else if (!real && result.GetResult(_side) is { Implicit: false }) result.AddError($"{_side.Name} is for {_images.Path.Name}.");
        });
    }

    /// <summary>Other images, read as the command says images are.</summary>
    public ImageSource Others(ParseResult parsed, string path, TextWriter text) => _images.Whole(parsed, path, text.WriteLine);

    /// <summary>Opens it.</summary>
    /// <exception cref="ArgumentException">There is no such generator or strategy.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or images differ in size.</exception>
    public OpenedPairs Open(ParseResult parsed, MLContext ml, DeviceChoice device, ulong seed, string columnName, TextWriter text)
    {
        if (parsed.GetValue(_images.Path) is not null)
        {
            var source = _images.Source(parsed, text.WriteLine);
            var images = source.ReadTraining(parsed.GetValue(_side));
            text.WriteLine($"{images.Count} images of {images.Shape}");
            return new OpenedPairs(ml.Data.LoadFromImageDataset(images, columnName), images.Shape, Generator: null, source);
        }
        var generator = NamedGenerator.LoadTorch(parsed.GetValue(_generator)!, device);
        try
        {
            var strategy = StrategyArgument.Parse(parsed.GetValue(_strategy) ?? DefaultStrategy, generator.Layout);
            var view = ml.Data.LoadFromGenerator(
                GeneratorArgument.InPieces(generator, parsed.GetValue(_generatorBatch)), strategy, new GeneratedDataView.Options { Seed = seed, AnchorColumnName = columnName });
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
