namespace Mlvgm.MLNet.WeightFiles;

/// <summary>The formats of weight files, recognised by their first bytes.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public enum WeightFileFormat
{
    /// <summary>safetensors.</summary>
    Safetensors,

    /// <summary>A PyTorch checkpoint of version 1.6 or later: a ZIP archive.</summary>
    PyTorchZip,

    /// <summary>A PyTorch checkpoint of the format before version 1.6.</summary>
    PyTorchLegacy,

    /// <summary>A Python pickle: a network of NVlabs' repositories, for PyTorch or TensorFlow.</summary>
    Pickle,
}
