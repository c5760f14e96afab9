namespace Mlvgm.MLNet.Cli.Doctor;

/// <summary>What <c>mlvgm doctor</c> found; the JSON keys are the property names in camel case.</summary>
sealed record DoctorReport
{
    /// <summary>True when everything loaded and computed.</summary>
    public bool Healthy => Problems.Count == 0;

    /// <summary>Version of this program.</summary>
    public required string Mlvgm { get; init; }

    /// <summary>Version of the .NET runtime.</summary>
    public required string DotNet { get; init; }

    /// <summary>Name and version of the operating system, and the processor architecture.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The highest GLIBCXX version of the loaded libstdc++; null elsewhere than on Linux.</summary>
    public required string? LibStdCpp { get; init; }

    /// <summary>Version of ML.NET.</summary>
    public required string MlNet { get; init; }

    /// <summary>Version of TorchSharp.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>Package and version of libtorch; null when the program was deployed without.</summary>
    public required string? LibTorch { get; init; }

    /// <summary>Version of ONNX Runtime; null when it did not load.</summary>
    public required string? OnnxRuntime { get; init; }

    /// <summary>What ONNX Runtime can compute on.</summary>
    public required IReadOnlyList<string> OnnxRuntimeProviders { get; init; }

    /// <summary>What libtorch can compute on; empty when it did not load.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>The native files that were loaded for TorchSharp.</summary>
    public required IReadOnlyList<string> NativeFiles { get; init; }

    /// <summary>The one among them of which a patched copy was loaded, or null when none was needed.</summary>
    public required string? Patched { get; init; }

    /// <summary>What is wrong and what to do about it.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
