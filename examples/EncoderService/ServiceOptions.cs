using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;

namespace EncoderService;

/// <summary>What the service is told, by <c>appsettings.json</c>, the environment or the command line: <c>--Encoder encoder.onnx</c>.</summary>
public sealed class ServiceOptions : ISettings
{
    /// <summary>Bytes for each pixel of an image while it is decoded, at most: see <see cref="UploadedImage.DecodingBytes"/>.</summary>
    internal const int BytesPerPixel = 14;

    /// <summary>The encoder.</summary>
    [Setting("The encoder: an .onnx file, or the name of a shipped one.", Option = nameof(Encoder))]
    public string? Encoder { get; set; }

    /// <summary>The images of an encoder without a card; what its graph declares when null.</summary>
    [Setting("Of an encoder without a card: its images, such as 3x224x224; what its graph declares when none.", Option = nameof(InputShape))]
    public string? InputShape { get; set; }

    /// <summary>The value of a white pixel for an encoder without a card, which needs it.</summary>
    [Setting("Of an encoder without a card: the value of a white pixel, 1 or 255.", Option = nameof(PixelMaximum), Above = 0)]
    public float? PixelMaximum { get; set; }

    /// <summary>What is subtracted from pixels of that range.</summary>
    [Setting("Of an encoder without a card: what is subtracted from pixels of that range, one number or one for each channel.", Option = nameof(Mean))]
    public string? Mean { get; set; }

    /// <summary>What the difference is divided by.</summary>
    [Setting("Of an encoder without a card: what the difference is divided by, in the same way.", Option = nameof(StandardDeviation))]
    public string? StandardDeviation { get; set; }

    /// <summary>How images are brought to the size of an encoder without a card.</summary>
    [Setting("Of an encoder without a card: how images are brought to its size, Fit, Crop or Stretch; Crop when none.", Option = nameof(Resize))]
    public string? Resize { get; set; }

    /// <summary>An ONNX file before an encoder without a card.</summary>
    [Setting("Of an encoder without a card: an ONNX file before it, which takes images and gives what the encoder takes.", Option = nameof(Prepare))]
    public string? Prepare { get; set; }

    /// <summary>A folder of class folders, whose images give <c>/class</c> its answers; null for a service without classes.</summary>
    [Setting("A folder of class folders, whose images give /class its answers.", Option = nameof(References))]
    public string? References { get; set; }

    /// <summary>Nearest reference images that decide the class.</summary>
    [Setting("Nearest reference images that decide the class.", Option = nameof(Neighbours), Minimum = 1)]
    public int Neighbours { get; set; } = 5;

    /// <summary>Images that are encoded at a time, at most.</summary>
    [Setting("Images that are encoded at a time, at most.", Option = nameof(BatchSize), Minimum = 1)]
    public int BatchSize { get; set; } = 32;

    /// <summary>Images that may wait to be decoded and encoded.</summary>
    [Setting("Images that may wait to be decoded and encoded; further ones are refused with 503, undecoded.", Option = nameof(QueueCapacity), Minimum = 1)]
    public int QueueCapacity { get; set; } = 256;

    /// <summary>Bytes of a request's body, at most.</summary>
    [Setting("Bytes of a request's body, at most; longer ones are refused with 413.", Option = nameof(MaximumBytes), Minimum = 1, Maximum = int.MaxValue)]
    public long MaximumBytes { get; set; } = 8 << 20;

    /// <summary>Pixels of an image, at most.</summary>
    [Setting("Pixels of an image, at most; its header is read first, and larger ones are refused with 413.", Option = nameof(MaximumPixels), Minimum = 1)]
    public long MaximumPixels { get; set; } = 16_000_000;

    /// <summary>Bytes of bodies in memory at a time, at most.</summary>
    [Setting("Bytes of bodies in memory at a time, at most; what finds no room is refused with 503.", Option = nameof(UploadMemory), Minimum = 1)]
    public long UploadMemory { get; set; } = 256 << 20;

    /// <summary>Bytes that decoding may need at a time, at most.</summary>
    [Setting("Bytes that decoding may need at a time, at most; what finds no room waits.", Option = nameof(DecodingMemory), Minimum = 1)]
    public long DecodingMemory { get; set; } = 256 << 20;

    /// <summary>Seconds that a body may take to arrive.</summary>
    [Setting("Seconds that a body may take to arrive; slower ones are refused with 408.", Option = nameof(UploadSeconds), Minimum = 2)]
    public int UploadSeconds { get; set; } = 30;

    /// <summary>Requests at a time, at most.</summary>
    [Setting("Requests at a time, at most; further ones are refused with 503, unread.", Option = nameof(ConcurrentRequests), Minimum = 1)]
    public int ConcurrentRequests { get; set; } = 1024;

    /// <summary>Requests that an address may make in a minute; null for no limit.</summary>
    [Setting("Requests that an address may make in a minute; further ones are refused with 429.", Option = nameof(RequestsPerMinute), Minimum = 1)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Seconds for which a service that was told to stop still takes what comes.</summary>
    [Setting(
        "Seconds, at most, for which a service that was told to stop still takes what comes; it ends as soon as nothing has come for one.",
        Option = nameof(DrainSeconds), Minimum = 0)]
    public int DrainSeconds { get; set; } = 10;

    /// <summary>What is said of an encoder without a card.</summary>
    /// <exception cref="SettingsException">Something is wrong with it.</exception>
    internal EncoderInputOptions Input()
    {
        var said = new EncoderInputOptions { Input = InputShape, PixelMaximum = PixelMaximum, Prepare = Prepare };
        var texts = new Dictionary<string, string?> { [nameof(Mean)] = Mean, [nameof(StandardDeviation)] = StandardDeviation, [nameof(Resize)] = Resize };
        return SettingsOf.With(said, SettingsOf.All(said).Select(found => found.Setting).Where(setting => texts.GetValueOrDefault(setting.Property.Name) is not null)
            .ToDictionary(setting => setting, setting => setting.Parse(texts[setting.Property.Name]!)));
    }

    void ISettings.Check(Violations violations)
    {
        violations.Require(Encoder is not null, $"Set {nameof(Encoder)} to an encoder.onnx, or to the name of a shipped encoder.");
        Require(DecodingMemory, BytesPerPixel * (decimal)MaximumPixels, nameof(DecodingMemory), $"an image of {nameof(MaximumPixels)}");
        Require(UploadMemory, MaximumBytes, nameof(UploadMemory), $"a body of {nameof(MaximumBytes)}");

        void Require(long memory, decimal needed, string name, string by) =>
            violations.Require(memory >= needed, $"{name} is {memory}, and {by} needs {needed}. Raise the one or lower the other.");
    }
}
