namespace Mlvgm.MLNet.Tests.States;

/// <summary>What stands under the same name as before.</summary>
public enum OtherContent
{
    None,
    Pixels,
    Labels,
    ClassNames,
    Generator,
}
