namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>The exported graph does not compute what the module computes.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed class OnnxParityException : Exception
{
    internal OnnxParityException(string message, double largestDifference, Exception? innerException = null)
        : base(message, innerException) => LargestDifference = largestDifference;

    /// <summary>The largest absolute difference seen; not a number where outputs could not be compared.</summary>
    public double LargestDifference { get; }
}
