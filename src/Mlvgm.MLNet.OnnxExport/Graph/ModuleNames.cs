using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>The paths of a module's descendants and the state-dict names of its parameters and buffers.</summary>
sealed class ModuleNames
{
    readonly Dictionary<nn.Module, string> _paths = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<nint, string> _tensors = [];

    public ModuleNames(nn.Module root)
    {
        _paths[root] = "";
        foreach (var (path, module) in root.named_modules()) _paths.TryAdd(module, path);
        foreach (var (name, parameter) in root.named_parameters()) _tensors.TryAdd(parameter.Handle, name);
        foreach (var (name, buffer) in root.named_buffers()) _tensors.TryAdd(buffer.Handle, name);
    }

    /// <summary>The module's path from the root, such as <c>layer1.0.conv1</c>; null where it is not registered under the root.</summary>
    public string? PathOf(nn.Module module) => _paths.GetValueOrDefault(module);

    /// <summary>The tensor's state-dict name; null where it is not a parameter or buffer of the root.</summary>
    public string? NameOf(Tensor tensor) => _tensors.GetValueOrDefault(tensor.Handle);
}
