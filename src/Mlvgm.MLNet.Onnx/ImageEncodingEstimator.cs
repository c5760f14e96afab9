using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// Computes the features of images by an encoder's own rule, from paths, from images or from pixels (<see cref="EncoderCatalog.EncodeImages"/>). Fitting learns nothing; what is
/// fitted is a chain of ML.NET's own transformers, among them mappings of this assembly.
/// </summary>
/// <example>See <c>examples/ApiTour/EncodedImages.cs</c>.</example>
public sealed class ImageEncodingEstimator : IEstimator<TransformerChain<ITransformer>>
{
    const string KeptName = "mlvgm.kept.";

    // Rows, for ML.NET, of a column whose length it does not know, as of those that mappings make.
    const int UnknownLength = 0;

    readonly TransformsCatalog _transforms;
    readonly EncoderModel _model;
    readonly EncoderCard _card;
    readonly string _output;
    readonly string _source;
    readonly bool _takesVectors;

    /// <param name="transforms">ML.NET's own steps.</param>
    /// <param name="output">The column of features.</param>
    /// <param name="source">The column of images.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="takesVectors">Whether the source holds pixels.</param>
    internal ImageEncodingEstimator(TransformsCatalog transforms, string output, string source, OnnxEncoder encoder, bool takesVectors)
    {
        (_transforms, _output, _source, _takesVectors) = (transforms, output, source, takesVectors);
        (_model, _card) = (encoder.Model, encoder.RequiredCard);
    }

    /// <summary>Makes the transformers, for which nothing is learned and no row is read.</summary>
    /// <param name="input">The rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = _takesVectors ? PixelColumn(input.Schema) : ImageColumn.Find(input.Schema, _source);
        var transformers = new List<ITransformer>();
        foreach (var step in Steps(column, input.Schema))
        {
            var transformer = step.Fit(input);
            transformers.Add(transformer);
            input = transformer.Transform(input);
        }
        CheckImages(input, column);
        return new TransformerChain<ITransformer>([.. transformers]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = inputSchema.ToDictionary(column => column.Name);
        if (!columns.ContainsKey(_source)) throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{_source}'");
        columns[_output] = MLNetInternals.NewColumn(_output, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations: null);
        return new SchemaShape(columns.Values);
    }

    /// <summary>ML.NET gives mappings images of any size, or of one that an attribute of a class states, but none of a size that ResizeImages made.</summary>
    void CheckImages(IDataView output, DataViewSchema.Column source)
    {
        try
        {
            if (source.Type is ImageDataViewType { Height: > 0 }) output.GetRowCursor([output.Schema[_output]]).Dispose();
        }
        catch (NotImplementedException)
        {
            throw new ArgumentOutOfRangeException(
                nameof(source), $"Schema mismatch for input column '{_source}': {source.Type}. Give images as they are, since the encoder's rule says how they are resized.");
        }
    }

    DataViewSchema.Column PixelColumn(DataViewSchema schema)
    {
        var column = schema.GetColumnOrNull(_source) ?? throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find input column '{_source}'");
        return column.Type is VectorDataViewType { ItemType: NumberDataViewType item, Size: var size } && item == NumberDataViewType.Single && size == _model.Input.Size
            ? column
            : throw new ArgumentOutOfRangeException(
                nameof(schema), $"Schema mismatch for input column '{_source}': expected a vector of {_model.Input.Size} Single, got {column.Type}");
    }

    IEnumerable<IEstimator<ITransformer>> Steps(DataViewSchema.Column column, DataViewSchema schema)
    {
        yield return _transforms.CopyColumns(ImageMappings.SourceName, _source);
        yield return _transforms.CustomMapping(new ImageMappings.OneFactory().GetMapping(), ImageMappings.OneContract);
        yield return _transforms.Expression(ImageMappings.RuleName, $"x => \"{EncoderRule.TextOf(_card)}\"", ImageMappings.OneName);
        yield return column.Type switch
        {
            TextDataViewType => _transforms.CustomMapping(new ImageMappings.PathFactory().GetMapping(), ImageMappings.PathContract),
            ImageDataViewType => _transforms.CustomMapping(new ImageMappings.ImageFactory().GetMapping(), ImageMappings.ImageContract),
            _ => _transforms.CustomMapping(new ImageMappings.VectorFactory().GetMapping(), ImageMappings.VectorContract),
        };
        // The columns of networks are called as their tensors: what the rows have under such names is kept aside, and comes back.
        string[] kept = [.. Tensors.Where(name => name != _source && name != _output && schema.GetColumnOrNull(name) is not null)];
        foreach (string name in kept) yield return _transforms.CopyColumns(KeptName + name, name);
        foreach (var step in Networks()) yield return step;
        if (_model.Output.Name != _output) yield return _transforms.CopyColumns(_output, _model.Output.Name);
        if (_source != _output && Tensors.Contains(_source)) yield return _transforms.CopyColumns(_source, ImageMappings.SourceName);
        foreach (string name in kept) yield return _transforms.CopyColumns(name, KeptName + name);
        yield return _transforms.DropColumns(
            [ImageMappings.SourceName, ImageMappings.OneName, ImageMappings.RuleName, ImageMappings.PixelsName, .. kept.Select(name => KeptName + name),
            .. Tensors.Except([.. kept, _source, _output])]);
    }

    IEnumerable<IEstimator<ITransformer>> Networks()
    {
        yield return _transforms.CopyColumns(_model.Input.Name, ImageMappings.PixelsName);
        if (_model is { PreparingPath: { } preparing, Prepared: { } prepared })
        {
            yield return Network(_model.Input, UnknownLength, prepared, preparing);
            if (prepared.Name != _model.NetworkInput.Name) yield return _transforms.CopyColumns(_model.NetworkInput.Name, prepared.Name);
        }
        yield return Network(_model.NetworkInput, _model.Prepared is null ? UnknownLength : 1, _model.Output, _model.Path);
    }

    OnnxScoringEstimator Network(OnnxTensor input, int rows, OnnxTensor output, string file) => _transforms.ApplyOnnxModel(
        [output.Name], [input.Name], file,
        new Dictionary<string, int[]> { [input.Name] = [rows, .. input.Shape], [output.Name] = [1, .. output.Shape] }, gpuDeviceId: null, fallbackToCpu: false);

    string[] Tensors => [.. new[] { _model.Input.Name, _model.Prepared?.Name, _model.NetworkInput.Name, _model.Output.Name }.OfType<string>().Distinct()];
}
