using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>What a card says beside what its network takes.</summary>
sealed record CardText : ISettings
{
    /// <summary>The encoder's name; the file's when null.</summary>
    [Setting("The encoder's name; the file's when none.", IsFree = true)]
    public string? Name { get; init; }

    /// <summary>The licence of the weights.</summary>
    [Setting("The licence of the weights.", IsFree = true)]
    public string? Licence { get; init; }

    /// <summary>Whether a card that is there is written anew.</summary>
    [Setting("Write a card that the file has already anew.", IsFree = true)]
    public bool Replace { get; init; }

    /// <summary>Whether a network is written that takes pictures of any size and does by itself what the card says.</summary>
    [Setting("Write to --out a network that takes RGB pictures of any size, 0 to 255, and does itself what the card says: for programs without this library.", IsFree = true)]
    public bool Pictures { get; init; }

    /// <summary>How the weights of a smaller copy are stored; null where none is written.</summary>
    [Setting("Write to --out a copy of half or a third of the size, whose large weights are stored so; it computes in float32 as before.", IsFree = true)]
    public WeightStorage? Weights { get; init; }

    /// <summary>What the network takes.</summary>
    public EncoderInputOptions Input { get; init; } = new();

    /// <summary>The card with what is said here.</summary>
    public EncoderCard Of(EncoderCard card) => card with { Name = Name ?? card.Name, Licence = Licence ?? card.Licence };
}
