using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Layers;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxExport.Proto;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport;

/// <summary>Assembles the ONNX model of a module.</summary>
static class ModelBuilder
{
    const long IrVersion = 8;
    const long OperatorSet = 17;

    public static ModelProto Build(nn.Module module, OnnxExportOptions options, IReadOnlyList<IReadOnlyList<long>> outputShapes)
    {
        var graph = new OnnxGraph(module, options.Names(), KnownLayers.Table);
        OnnxValue[] inputs = [.. options.Inputs.Select(input => graph.DeclareInput(input.Name, input.Shape))];
        OnnxValue[] prepared = [.. options.Inputs.Zip(inputs, (input, value) => input.Prepare(graph, value))];
        var outputs = graph.Add(module, prepared);
        if (outputs.Count != options.OutputNames.Count)
            throw new InvalidOperationException(
                $"The module's graph has {outputs.Count} outputs and {options.OutputNames.Count} names are given: " +
                $"{string.Join(", ", options.OutputNames)}.");
        for (int i = 0; i < outputs.Count; i++) graph.DeclareOutput(options.OutputNames[i], outputs[i], outputShapes[i]);
        return Wrap(graph.Proto, options);
    }

    static ModelProto Wrap(GraphProto graph, OnnxExportOptions options)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = options.ProducerName, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        model.MetadataProps.AddRange(options.Metadata
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model;
    }
}
