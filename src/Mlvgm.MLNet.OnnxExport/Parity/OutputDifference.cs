namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>How far two outputs are apart.</summary>
/// <param name="Absolute">The largest absolute difference.</param>
/// <param name="Scaled">The same, in units of the largest output where that is above 1: single precision has seven digits.</param>
readonly record struct OutputDifference(double Absolute, double Scaled)
{
    // Math.Max keeps NaN; Enumerable.Max would drop it.
    public static OutputDifference Larger(OutputDifference a, OutputDifference b) => new(Math.Max(a.Absolute, b.Absolute), Math.Max(a.Scaled, b.Scaled));
}
