using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>An encoder that was named, and what is known of it before it computes anything.</summary>
/// <param name="Name">What its row is called: the name that was given to it, or the shipped encoder's name or path.</param>
/// <param name="Path">Its file.</param>
/// <param name="Told">What is said of a file without a card.</param>
/// <param name="Card">Its card, or what would stand in one.</param>
sealed record ChosenEncoder(string Name, string Path, EncoderInputOptions Told, EncoderCard Card)
{
    /// <summary>Finds encoders and reads their cards, so that one that is none is said before anything is computed.</summary>
    /// <param name="names">Names of shipped encoders, or paths, each perhaps with a name of its own before it: <c>NAME=FILE</c>.</param>
    /// <param name="told">What those without a card take.</param>
    /// <exception cref="ArgumentException">Two are called the same, or a name is none.</exception>
    /// <exception cref="FileNotFoundException">There is no such encoder.</exception>
    /// <exception cref="InvalidDataException">A file is no encoder, or too little is said of one without a card.</exception>
    /// <exception cref="SettingsException">Something is said of encoders without a card, and all have one.</exception>
    public static IReadOnlyList<ChosenEncoder> Of(IReadOnlyList<string> names, EncoderInputOptions told)
    {
        (string Name, string Path)[] files = [.. from name in names let split = NamedEncoder.Split(name) select (split.Name ?? split.Model, NamedEncoder.PathOf(name))];
        NamedText.RequireDistinct("rows", files.Select(file => file.Name), "Name each encoder once, or give it another name: NAME=FILE.");
        bool[] cards = [.. files.Select(file => !told.IsEmpty && EncoderCard.IsIn(file.Path))];
        if (!told.IsEmpty && cards.All(has => has))
        {
            throw new SettingsException(
                [$"{string.Join(", ", names)}: the card in the file says what it takes. Leave out what is said of encoders without one (--pixel-maximum and others)."]);
        }
        return [.. files.Zip(cards, (file, hasCard) => Of(file.Name, file.Path, hasCard ? new EncoderInputOptions() : told))];
    }

    /// <summary>What decides its features: the file, and what is said of it.</summary>
    public Identity Identity
    {
        get
        {
            var file = Identity.OfFile(Path);
            if (Told.IsEmpty) return file;
            var card = new JsonObject([.. Card.ToMetadata().Where(entry => entry.Key != "mlvgm.name").Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)))]);
            return file.With("card", card).With("prepare", Told.Prepare is { } prepare ? FileHash.Sha256(prepare) : null);
        }
    }

    /// <summary>Opens it.</summary>
    public OnnxEncoder Open(DeviceChoice device) => new(Path, device.Device.type == TorchSharp.DeviceType.CUDA ? device.Device.index : null, Told);

    static ChosenEncoder Of(string name, string path, EncoderInputOptions told) => new(name, path, told, EncoderCard.Read(path, told));
}
