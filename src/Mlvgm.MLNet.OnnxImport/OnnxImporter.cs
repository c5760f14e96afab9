using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.OnnxImport.Files;
using Mlvgm.MLNet.OnnxImport.Networks;
using Mlvgm.MLNet.OnnxImport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport;

/// <summary>Reads ONNX networks as TorchSharp modules with trainable weights.</summary>
/// <remarks>
/// Nothing in a file runs, and no other file is read but external data in the model's own folder. Operator sets from 7 on are read; <see cref="OnnxOperators"/>
/// lists the operators. Files for one batch are made to take any, and those for one size to take others, where their layers allow it; what does not is refused.
/// </remarks>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public static class OnnxImporter
{
    const int OldestOperatorSet = 7;

    static readonly OnnxLayer ChannelsInnermost = new(x => x[0].permute(0, 2, 3, 1), (graph, x) =>
        graph.Node("Transpose", [x[0]], new OnnxExport.Graph.OnnxAttribute("perm", [0, 2, 3, 1])));
    static readonly OnnxLayer Vector = new(x => x[0].flatten(1), (graph, x) => graph.Node("Flatten", [x[0]], new OnnxExport.Graph.OnnxAttribute("axis", 1)));

    /// <summary>Reads a network up to its output, or to the node that the options name.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">The settings; the defaults when null.</param>
    /// <returns>The network in training mode, on the CPU; it is the caller's to dispose.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, has several inputs or one that is no tensor, lacks its external data, or cannot take the samples.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The network has operators or settings of operators that are not known, such as control flow; the message names all such nodes.
    /// </exception>
    /// <exception cref="ArgumentException">The options name a node that is not there.</exception>
    public static OnnxNetwork Read(string path, OnnxImportOptions? options = null) => Read(path, options ?? new OnnxImportOptions(), asFeatures: false);

    /// <summary>
    /// Reads a network of images up to the vector that goes into its classifier, or to the node that the options name. Images are [batch, channels, height,
    /// width], also where the file has channels last, and features [batch, numbers].
    /// </summary>
    /// <inheritdoc cref="Read(string, OnnxImportOptions?)"/>
    public static OnnxNetwork ReadFeatures(string path, OnnxImportOptions? options = null) => Read(path, options ?? new OnnxImportOptions(), asFeatures: true);

    static OnnxNetwork Read(string path, OnnxImportOptions options, bool asFeatures)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var model = ModelReader.Read(path);
        try
        {
            return Build(model, Path.GetDirectoryName(Path.GetFullPath(path)), options, asFeatures);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' cannot be read as a network. {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"'{path}' cannot be read as a network. {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{path}': {e.Message}", e);
        }
    }

    static OnnxNetwork Build(ModelProto model, string? folder, OnnxImportOptions options, bool asFeatures)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        int version = VersionOf(model, "");
        if (version < OldestOperatorSet) throw new NotSupportedException($"It is written in operator set {version}; those from {OldestOperatorSet} on are " +
            "read.");
        var search = new FeaturesSearch(model.Graph);
        string output = options.FeaturesNode is { } named ? search.Named(named) : asFeatures ? search.BeforeClassifier() : search.Output();
        var cut = GraphCut.Of(model.Graph, output, domain => VersionOf(model, domain));
        var input = DeclaredInput.Of(cut.Input, options.SampleShape, asFeatures);
        var (plan, tensors) = NetworkBuilder.Build(model.Graph, cut, folder, domain => VersionOf(model, domain), Before(input, options.ReversesChannels && asFeatures));
        var byName = tensors.All.ToDictionary(tensor => tensor.Name, tensor => tensor.Value, StringComparer.Ordinal);
        (plan, long[] shape) = Adaptation.Apply(plan, byName, input);
        if (asFeatures) plan = AsVector(plan, shape, output);
        plan = plan.Ordered();
        shape = Adaptation.Check(plan, byName, input);
        return new OnnxNetwork(plan, tensors.All, new NetworkFacts(input.Sample, shape, output, version));
    }

    /// <summary>What stands before the file's own nodes: images with their channels as it has them.</summary>
    static IReadOnlyList<Step> Before(DeclaredInput input, bool reverses)
    {
        var steps = new List<Step>();
        if (reverses) steps.Add(new Step("(channels)", "Gather", Reversed((int)input.Sample[0]), [StepInput.Of(0)], [1]));
        if (input.ImagesLast) steps.Add(new Step("(images)", "Transpose", ChannelsInnermost, [StepInput.Of(steps.Count)], [steps.Count + 1]));
        return steps;
    }

    static OnnxLayer Reversed(int channels)
    {
        long[] order = [.. Enumerable.Range(1, channels).Select(i => (long)(channels - i))];
        return new OnnxLayer(x => x[0].flip(1), (graph, x) => graph.Node("Gather", [x[0], graph.Constant(order)], new OnnxExport.Graph.OnnxAttribute("axis", 1)));
    }

    static NetworkPlan AsVector(NetworkPlan plan, long[] shape, string output)
    {
        if (shape.Length == 1) return plan;
        if (shape.Skip(1).Any(d => d != 1))
        {
            throw new InvalidDataException(
                $"The features '{output}' are no vector, but ({string.Join(", ", shape)}) for one image. Name a node after the pooling.");
        }
        return new NetworkPlan([.. plan.Steps, new Step("(features)", "Flatten", Vector, [StepInput.Of(plan.Output)], [plan.Slots])], plan.Slots + 1,
            plan.Slots);
    }

    // Some writers state the version twice; the last one counts.
    static int VersionOf(ModelProto model, string domain) =>
        (int)(model.OpsetImport.LastOrDefault(set => OnnxOperators.NameOf(set.Domain, "") == OnnxOperators.NameOf(domain, ""))?.Version ?? 0);
}
