using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Parity;

namespace Mlvgm.MLNet.OnnxExport;

/// <summary>The settings of an export.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed record OnnxExportOptions
{
    /// <summary>The inputs, in the order of the module's <c>forward</c>.</summary>
    public required IReadOnlyList<OnnxInput> Inputs { get; init; }

    /// <summary>The names of the outputs, in the order of the module's results; in ML.NET, also the names of the columns.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = ["output"];

    /// <summary>Keys and values to keep in the file, such as how the model was made and its licence.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the program that made the model.</summary>
    public string ProducerName { get; init; } = "Mlvgm.MLNet.OnnxExport";

    /// <summary>Whether module and graph are compared on random inputs, and what happens if they differ.</summary>
    public ParityCheck ParityCheck { get; init; } = ParityCheck.Enforce;

    /// <summary>
    /// The largest absolute difference of any output that <see cref="ParityCheck.Enforce"/> lets pass, 1e-4; where the largest output is above 1, in units of that.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <exception cref="ArgumentException">There is no input or output, or a name occurs twice.</exception>
    internal void Validate()
    {
        if (Inputs.Count == 0) throw new ArgumentException("A model needs at least one input.", nameof(Inputs));
        if (OutputNames.Count == 0) throw new ArgumentException("A model needs at least one output.", nameof(OutputNames));
        if (!(Tolerance >= 0)) throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must not be negative.");
        string? twice = Names().GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException($"The input or output name '{twice}' occurs twice.", nameof(OutputNames));
    }

    internal IEnumerable<string> Names() => [.. Inputs.Select(input => input.Name), .. OutputNames];
}
