using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Walkers;

/// <summary>Writes a walker as an ONNX graph from the latents of an anchor to those of its positive.</summary>
static class WalkerOnnx
{
    /// <summary>Exports z + p(z), with an input and an output for each distinct draw of the span, of the latent's shape.</summary>
    /// <param name="walker">The weights.</param>
    /// <param name="span">What the walker moves.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="inputNames">A name for each of the span's draws; those of their first latents when null.</param>
    /// <param name="outputNames">A name for each of the span's draws; the input's followed by <c>Positive</c> when null.</param>
    /// <param name="metadata">Keys and values to keep in the file.</param>
    /// <exception cref="ArgumentException">The walker is not as wide as the span, or there are more or fewer names than draws.</exception>
    /// <exception cref="OnnxParityException">Graph and module differ by more than 1e-4 of the larger weights.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static OnnxExportResult Export(
        Walker walker, LatentSpan span, string path, IReadOnlyList<string>? inputNames = null, IReadOnlyList<string>? outputNames = null,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(walker);
        ArgumentNullException.ThrowIfNull(span);
        new LearnedPerturbation(walker).CheckFits(span);
        inputNames ??= [.. span.Draws.Select(draw => span.Layout.Latents[draw.Latents[0]].Name)];
        outputNames ??= [.. inputNames.Select(name => $"{name}Positive")];
        Check(span, inputNames, nameof(inputNames));
        Check(span, outputNames, nameof(outputNames));
        using var module = new SpanWalker(walker, span);
        return OnnxExporter.Export(module, module.Move, path, new OnnxExportOptions
        {
            Inputs = [.. span.Draws.Select((draw, i) => new OnnxInput(inputNames[i], [.. draw.Specification.Shape.Select(d => (long)d)]))],
            OutputNames = outputNames,
            Metadata = metadata ?? new Dictionary<string, string>(),
            // Rounding grows with the perturbation, which in a degenerate level is large.
            Tolerance = 1e-4 * Math.Max(1, Scale(walker)),
        });
    }

    static void Check(LatentSpan span, IReadOnlyList<string> names, string parameter)
    {
        if (names.Count != span.Draws.Count)
            throw new ArgumentException($"'{span.Name}' has {span.Draws.Count} draws, but {names.Count} names are given.", parameter);
    }

    /// <summary>An estimate of the perturbation's largest coordinate.</summary>
    static double Scale(Walker walker)
    {
        using var scope = NewDisposeScope();
        using var module = new WalkerModule(walker);
        return module.forward(ones(1, walker.Size)).detach().abs().max().item<float>();
    }

    sealed class SpanWalker : nn.Module, IOnnxExportable
    {
        readonly LatentSpan _span;
        readonly WalkerModule _walker;

        public SpanWalker(Walker walker, LatentSpan span) : base(nameof(SpanWalker))
        {
            (_span, _walker) = (span, new WalkerModule(walker));
            register_module("walker", _walker);
        }

        public IReadOnlyList<Tensor> Move(IReadOnlyList<Tensor> draws)
        {
            var z = cat([.. draws.Select(draw => draw.flatten(1))], dim: 1);
            var moved = z + _walker.forward(z);
            return [.. _span.Draws.Select((draw, i) =>
                moved.narrow(1, draw.Offset, draw.Specification.Size).reshape(draws[i].shape))];
        }

        public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
        {
            var z = inputs.Count == 1 ? graph.Flatten(inputs[0]) : graph.Concat(1, [.. inputs.Select(input => graph.Flatten(input))]);
            var moved = graph.Add(z, graph.Add(_walker, z));
            return [.. _span.Draws.Select(draw => graph.Reshape(
                graph.Slice(moved, 1, draw.Offset, draw.Offset + draw.Specification.Size),
                [0, .. draw.Specification.Shape.Select(d => (long)d)]))];
        }
    }
}
