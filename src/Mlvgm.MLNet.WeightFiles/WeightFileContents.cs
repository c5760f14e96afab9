using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles;

/// <summary>What a weight file holds. Tensors are read from the file when asked for, until this is disposed.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class WeightFileContents : IDisposable
{
    readonly FileBytes _file;

    internal WeightFileContents(
        string path, WeightFileFormat format, FileBytes file, object? root, IReadOnlyDictionary<string, WeightTensor> tensors,
        IReadOnlyDictionary<string, string> metadata)
    {
        (Path, Format, _file, Root, Tensors, Metadata) = (path, format, file, root, tensors, metadata);
        foreach (var (name, tensor) in tensors) (tensor.Origin, tensor.Name) = (path, tensor.Name.Length > 0 ? tensor.Name : name);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The format that was recognised.</summary>
    public WeightFileFormat Format { get; }

    /// <summary>
    /// Every tensor by name, in the order of the file. A name is the path to the tensor: dictionary keys and positions in sequences, joined by
    /// <c>/</c>; inside a module the state-dictionary key, joined by dots; inside a TensorFlow network the variable, with <c>/</c>.
    /// </summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <summary>
    /// The saved object as plain data, for configurations that come with the weights: null, <see cref="bool"/>, <see cref="long"/>,
    /// <see cref="double"/>, <see cref="string"/>, and the types of <see cref="Pickle"/>; null for safetensors.
    /// </summary>
    public object? Root { get; }

    /// <summary>The text under <c>__metadata__</c> of safetensors; empty for other formats.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// The classes and functions that a pickle names and of which nothing is known, in the order of the file. They were never called; what the file
    /// makes of them is a <see cref="PickledObject"/>, whose tensors are among <see cref="Tensors"/>.
    /// </summary>
    public IReadOnlyList<IgnoredName> Ignored { get; internal init; } = [];

    /// <summary>The tensor called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">The file has no such tensor.</exception>
    public WeightTensor this[string name] =>
        Tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"'{Path}' has no tensor '{name}'.");

    /// <summary>The saved object as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public T RootAs<T>() => Root is T root ? root : throw new InvalidDataException($"'{Path}' does not hold what is expected at its top.");

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
