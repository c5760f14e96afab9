using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>A module that holds others under dotted paths, so that state-dictionary keys are the reference's.</summary>
class ModuleFolder(string name) : nn.Module(name)
{
    readonly Dictionary<string, ModuleFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>Registers <paramref name="module"/> under <paramref name="path"/>, such as <c>decoder_tower.scale_1</c>.</summary>
    public T Place<T>(string path, T module) where T : nn.Module
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            register_module(path, module);
            return module;
        }
        string head = path[..dot];
        if (!_folders.TryGetValue(head, out var folder))
        {
            folder = new ModuleFolder(head);
            _folders.Add(head, folder);
            register_module(head, folder);
        }
        return folder.Place(path[(dot + 1)..], module);
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
