namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>What an export does about differences between the module and ONNX Runtime.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public enum ParityCheck
{
    /// <summary>Compares them, and fails above the tolerance without writing the file.</summary>
    Enforce,

    /// <summary>Compares them and reports the difference, whatever it is.</summary>
    Report,

    /// <summary>Does not compare them; needs no native ONNX Runtime.</summary>
    Skip,
}
