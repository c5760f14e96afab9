using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm model-card</c>: a page of facts and pictures about a generator and an encoder of its views.</summary>
static class ModelCardCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly Argument<string> Encoder = EncoderArgument.Create();
    static readonly Option<string> Strategy = CommonOptions.With("--strategy", "The views that the encoder learned from.", "random:0.3", "STRATEGY");
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out($"Receives {ModelCard.PageName} and its pictures.");
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();

    public static Command Create()
    {
        var command = new Command("model-card", "Write a page about a generator and an encoder: samples, latents, views, nearest neighbours, confusion matrix.")
        {
            Generator, Encoder, Strategy, Data, Skip, Out, Seed, Device,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var text = parsed.InvocationConfiguration.Output;
        string generatorName = parsed.GetRequiredValue(Generator), encoderName = parsed.GetRequiredValue(Encoder), strategy = parsed.GetRequiredValue(Strategy);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        string encoderFile = NamedEncoder.PathOf(encoderName);
        using var encoder = new EncoderFile(encoderFile, choice);
        var generator = NamedGenerator.Load(generatorName, choice);
        using var owned = generator as IDisposable;
        if (generator.ImageShape != encoder.Card.InputShape)
            throw new ArgumentException($"The generator makes images of {generator.ImageShape}, the encoder takes {encoder.Card.InputShape}.");
        var views = StrategyArgument.Parse(strategy, generator.Layout);
        text.WriteLine(choice.Explanation);
        ImageDataset Read(DatasetSplit split) => DataArgument.Read(parsed.GetRequiredValue(Data), split, encoder.Card.InputShape, parsed.GetValue(Skip), text);
        var (train, test) = (Read(DatasetSplit.Train), Read(DatasetSplit.Test));
        var evidence = new EncoderEvidence(
            train, test, set => DatasetFeatures.Encode(set, encoder.Network, encoder.Card.PixelMaximum, cancellation));
        var shipped = ShippedModels.Find(encoderName);
        string folder = parsed.GetRequiredValue(Out).FullName;
        ModelCard.Write(
            folder, generator, ModelFacts.ToMarkdown(NamedGenerator.PathOf(generatorName), ShippedModels.Find(generatorName)), (strategy, views),
            (shipped?.Name ?? encoder.Card.Name, ModelFacts.ToMarkdown(encoderFile, shipped)), evidence, parsed.GetValue(Seed), cancellation);
        text.WriteLine(Path.Combine(folder, ModelCard.PageName));
    }
}
