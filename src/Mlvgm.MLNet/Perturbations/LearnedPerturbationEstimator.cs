using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Perturbations;

/// <summary>
/// Learns how to move one latent of a generator so that views of an image become as hard to recognise as γ says (paper, section 3.1).
/// Fitting gives ML.NET's own <see cref="OnnxTransformer"/>, from the column of the latent to one of the moved latent, so a saved model
/// loads in any process that has Microsoft.ML.OnnxTransformer.
/// </summary>
/// <remarks>The input is a <see cref="GeneratedDataView"/> over a <see cref="Torch.Generators.Abstractions.TorchGenerator"/>; no row of it is read.</remarks>
/// <example>See <c>examples/ApiTour/LearnedViews.cs</c>.</example>
public sealed class LearnedPerturbationEstimator : IEstimator<OnnxTransformer>
{
    readonly TransformsCatalog _catalog;
    readonly IHost _host;
    readonly string _outputColumnName;
    readonly string _inputColumnName;
    readonly Options _options;

    internal LearnedPerturbationEstimator(TransformsCatalog catalog, string outputColumnName, string inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        if (outputColumnName == inputColumnName)
        {
            throw new ArgumentException(
                $"Output and input column are both '{outputColumnName}': an ONNX graph needs two names.", nameof(outputColumnName));
        }
        (_catalog, _outputColumnName, _inputColumnName, _options) = (catalog, outputColumnName, inputColumnName, options.Copy());
        _host = catalog.GetEnvironment().Register(nameof(LearnedPerturbationEstimator));
    }

    /// <summary>How a perturbation is learned.</summary>
    public sealed class Options
    {
        /// <summary>γ, K, rates, seed and device; null for what suits the generator's images. Its levels are not used.</summary>
        public MeasurementOptions? Measurement { get; set; }

        /// <summary>Where <c>walker.safetensors</c> and <c>walker.onnx</c> go; a new temporary folder when null.</summary>
        public string? RunDirectory { get; set; }

        /// <summary>Ends training; nothing is returned.</summary>
        public CancellationToken CancellationToken { get; set; }

        internal Options Copy() => (Options)MemberwiseClone();
    }

    /// <summary>Trains and exports, and returns the transformer; <see cref="Train"/> returns more.</summary>
    /// <inheritdoc cref="Train"/>
    public OnnxTransformer Fit(IDataView input) => Train(input).Transformer;

    /// <summary>Trains and exports, and returns the transformer with its files and how training went.</summary>
    /// <param name="input">A generated view.</param>
    /// <exception cref="ArgumentException">The view is not generated, or its generator has no gradient.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The input column is not that of a latent; an option is outside its range.</exception>
    /// <exception cref="ArithmeticException">A loss is not finite; the message names the iteration.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    /// <exception cref="IOException">The run directory cannot be written.</exception>
    public TrainedPerturbation Train(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var view = input as GeneratedDataView ?? throw new ArgumentException(
            $"A perturbation is learned against a generator: the input must be what LoadFromGenerator gives, not {input.GetType().Name}.",
            nameof(input));
        var layout = view.Generator.Layout;
        if (layout.Latents.All(latent => latent.Name != _inputColumnName))
        {
            throw new ArgumentOutOfRangeException(nameof(input), $"Could not find input column '{_inputColumnName}' among the latents " +
                $"{string.Join(", ", layout.Latents.Select(latent => latent.Name))} of generator '{view.Generator.Name}'.");
        }
        var options = (_options.Measurement ?? MeasurementOptions.For(view.Generator.ImageShape)) with { Levels = [_inputColumnName] };
        var measurement = new LatentMeasurement(view.Generator, options);
        TorchNative.EnsureLoaded();
        using var channel = _host.Start("Training");
        var training = measurement.TrainWalker(_inputColumnName, _options.CancellationToken);
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"{training.Iterations} iterations, InfoNCE {training.InfoNce:f3} nats ({training.InfoNcePaperScale:f3} on the paper's scale)"));
        if (training.Degenerate)
            channel.Warning(MessageSensitivity.None, $"The loss did not reach γ: '{_inputColumnName}' hardly matters, or needs more iterations.");
        return Export(view, measurement.Levels[0], training);
    }

    /// <summary>The input's columns and the moved latent, a vector of <see cref="float"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = inputSchema.ToDictionary(column => column.Name);
        if (!columns.TryGetValue(_inputColumnName, out var input))
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{_inputColumnName}'.");
        if (input.Kind != SchemaShape.Column.VectorKind.Vector || input.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Schema mismatch for input column '{_inputColumnName}': " +
                $"expected a known-size vector of Single, got {input.Kind} of {input.ItemType}.");
        }
        columns[_outputColumnName] = MLNetInternals.NewColumn(
            _outputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations: null);
        return new SchemaShape(columns.Values);
    }

    TrainedPerturbation Export(GeneratedDataView view, Latents.LatentSpan span, TrainedWalker training)
    {
        string folder = _options.RunDirectory is { } asked
            ? Directory.CreateDirectory(asked).FullName
            : Directory.CreateTempSubdirectory("mlvgm-perturbation-").FullName;
        string walker = Path.Combine(folder, "walker.safetensors"), graph = Path.Combine(folder, "walker.onnx");
        new WalkerFile(training.Walker, span.LatentNames, view.Generator.Name).Write(walker);
        WalkerOnnx.Export(training.Walker, span, graph, [_inputColumnName], [_outputColumnName]);
        // Fitting reads the schema alone.
        OnnxRuntimeTelemetry.TurnOff();
        var transformer = _catalog.ApplyOnnxModel(_outputColumnName, _inputColumnName, graph).Fit(view);
        return new TrainedPerturbation(transformer, graph, walker, training);
    }
}

/// <summary>A learned perturbation and how it came to be.</summary>
/// <param name="Transformer">ML.NET's own transformer; its file, <paramref name="OnnxPath"/>, must stay while it is in use.</param>
/// <param name="OnnxPath">The full path of <c>walker.onnx</c>.</param>
/// <param name="WalkerPath">The full path of <c>walker.safetensors</c>, for <see cref="Measurement.Strategies.LearnedStrategy"/>.</param>
/// <param name="Training">Iterations, loss, curve, and whether γ was reached.</param>
/// <example>See <c>examples/ApiTour/LearnedViews.cs</c>.</example>
public sealed record TrainedPerturbation(OnnxTransformer Transformer, string OnnxPath, string WalkerPath, TrainedWalker Training);
