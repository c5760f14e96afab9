namespace Mlvgm.MLNet.Experiments.Tests.Storage;

/// <summary>What stands under the same name as before.</summary>
public enum OtherContent
{
    Pixels,
    Labels,
    ClassNames,
    Generator,
    Encoder,
    Weights,
}
