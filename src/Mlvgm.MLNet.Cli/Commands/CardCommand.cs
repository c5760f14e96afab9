using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm card</c>: what an ONNX network takes, written into its file once for all; or what the card in a file says.</summary>
static class CardCommand
{
    static readonly Argument<FileInfo> File = new("file") { Description = "An ONNX network that makes features of images." };

    static readonly Option<FileInfo?> Out = new("--out", "-o")
    {
        Description = "Receives a copy of the file with the card; the file itself when absent.",
        HelpName = "FILE",
    };

    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<CardText> Settings = new(new CardText());

    public static Command Create()
    {
        var command = new Command("card", "Write into an ONNX network what it takes, so that every verb takes it; or say what its card says.") { File, Out, Json };
        Settings.AddTo(command);
        command.SetCancellable((parsed, _) => Run(parsed));
        return command;
    }

    static void Run(ParseResult parsed)
    {
        var text = Settings.Read(parsed, new CardText());
        string path = parsed.GetRequiredValue(File).FullName, destination = parsed.GetValue(Out)?.FullName ?? path;
        if (text.Weights is { } storage)
        {
            WriteRounded(parsed, path, text, storage);
            return;
        }
        if (text.Pictures)
        {
            WritePictures(parsed, path, text);
            return;
        }
        bool says = text == new CardText();
        if (text.Input.Prepare is not null)
            throw new SettingsException(["--prepare names a second file, and a card is of one: give it, and the other options, wherever the network is used."]);
        var card = says ? EncoderCard.Read(path) : text.Of(Read(path, text));
        if (!says) card.WriteInto(path, destination);
        Say(parsed.InvocationConfiguration.Output, says ? path : destination, card);
        JsonFile.Write(parsed.GetValue(Json), card);
    }

    static void WritePictures(ParseResult parsed, string path, CardText text)
    {
        if (parsed.GetValue(Out)?.FullName is not { } destination || destination == path)
            throw new SettingsException(["--pictures writes another network: name a file for it (--out)."]);
        using var encoder = new OnnxEncoder(path, input: text.Input);
        encoder.ExportForPictures(destination);
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine(FormattableString.Invariant(
            $"{destination}: takes 'pictures' (N x 3 x height x width), red, green, blue from 0 to 255, upright; gives '{encoder.OutputName}', {encoder.FeatureWidth} features"));
        JsonFile.Write(parsed.GetValue(Json), new { model = destination, input = "pictures", output = encoder.OutputName, width = encoder.FeatureWidth });
    }

    static void WriteRounded(ParseResult parsed, string path, CardText text, WeightStorage storage)
    {
        if (text.Pictures) throw new SettingsException(["--weights and --pictures write a network each: write the one with --weights first, and from it the one with --pictures."]);
        if (parsed.GetValue(Out)?.FullName is not { } destination || destination == path)
            throw new SettingsException(["--weights writes another network: name a file for it (--out)."]);
        if (text.Input.Prepare is not null) throw new SettingsException(["--prepare names a second file, and --weights writes a copy of one: leave it out."]);
        bool says = text with { Weights = null } != new CardText();
        using var encoder = new OnnxEncoder(path, input: text.Input);
        var written = encoder.ExportRounded(destination, storage, says ? text.Of(Read(path, text)) : null);
        var output = parsed.InvocationConfiguration.Output;
        string inInt8 = written.Int8.Count > 0 ? $"{written.Int8.Count} weights in 8 bits, " : "";
        output.WriteLine(FormattableString.Invariant(
            $"{destination}: {inInt8}{written.Float16.Count} weights in 16 bits, {written.BytesBefore:N0} bytes became {written.BytesAfter:N0}"));
        if (written.Kept.Count > 0) output.WriteLine(Printable.Of($"kept in 32 bits, since 16 cannot hold their numbers: {string.Join(", ", written.Kept)}"));
        output.WriteLine(FormattableString.Invariant($"features of random images differ by {written.LargestDifference:0.####%} of the largest feature at most"));
        if (EncoderCard.IsIn(destination)) Say(output, destination, EncoderCard.Read(destination));
        JsonFile.Write(parsed.GetValue(Json), written);
    }

    /// <summary>The card to be written: of the file and what is said, or that of the file where only names are changed.</summary>
    static EncoderCard Read(string path, CardText text)
    {
        bool hasCard = EncoderCard.IsIn(path);
        if (hasCard && !text.Replace) throw new SettingsException([$"'{path}' has a card; --replace writes it anew."]);
        return hasCard && text.Input.IsEmpty ? EncoderCard.Read(path) : EncoderCard.Of(path, text.Input);
    }

    static void Say(TextWriter output, string path, EncoderCard card)
    {
        output.WriteLine($"{path}: {Printable.Of(card.Name)}");
        output.WriteLine(FormattableString.Invariant($"takes images of {card.InputShape}, pixels from 0 to {card.PixelMaximum}, brought to that size by {card.Resize}"));
        if (card.Normalization is { } normalization)
        {
            output.WriteLine(FormattableString.Invariant(
                $"of which {string.Join(", ", normalization.Mean)} is subtracted, and the rest divided by {string.Join(", ", normalization.StandardDeviation)}"));
        }
        output.WriteLine(FormattableString.Invariant($"gives {card.FeatureWidth} features"));
        if (card.Weights is { } weights) output.WriteLine($"its weights were rounded to {weights}");
        if (card.Training is { } training) output.WriteLine(Printable.Of($"trained by {training.Method}, {training.Backbone}, on {training.Generator}"));
        if (card.Licence is { } licence) output.WriteLine(Printable.Of($"licence: {licence}"));
    }
}
