namespace EncoderService;

/// <summary>What the service is told, by <c>appsettings.json</c>, the environment or the command line: <c>--Encoder encoder.onnx</c>.</summary>
public sealed class ServiceOptions
{
    /// <summary>The encoder, an .onnx file.</summary>
    public string Encoder { get; set; } = "";

    /// <summary>A folder of class folders, whose images give <c>/class</c> its answers; null for a service without classes.</summary>
    public string? References { get; set; }

    /// <summary>Images that may wait to be encoded; further ones are refused with 503.</summary>
    public int QueueCapacity { get; set; } = 256;

    /// <summary>Images that are encoded at a time, at most.</summary>
    public int BatchSize { get; set; } = 32;

    /// <summary>Bytes of an uploaded image, at most; larger ones are refused with 413.</summary>
    public long MaximumBytes { get; set; } = 8 << 20;

    /// <summary>Nearest reference images that decide the class.</summary>
    public int Neighbours { get; set; } = 5;

    /// <exception cref="InvalidOperationException">A setting is missing or outside its range; the message names it.</exception>
    public void Validate()
    {
        if (Encoder.Length == 0) throw new InvalidOperationException($"Set {nameof(Encoder)} to an encoder.onnx.");
        Require(QueueCapacity, nameof(QueueCapacity));
        Require(BatchSize, nameof(BatchSize));
        Require(MaximumBytes, nameof(MaximumBytes));
        Require(Neighbours, nameof(Neighbours));
    }

    static void Require(long value, string name)
    {
        if (value < 1) throw new InvalidOperationException($"{name} is {value}; it must be at least 1.");
    }
}
