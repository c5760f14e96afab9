using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport;

/// <summary>Holds a module in evaluation mode, then puts each of its parts back into the mode it was in.</summary>
sealed class EvaluationMode : IDisposable
{
    readonly List<(nn.Module Module, bool Training)> _modes;

    public EvaluationMode(nn.Module module)
    {
        // Parents come before children, so that restoring a parent, which sets its children too, is undone where they differ.
        _modes = [(module, module.training), .. module.modules().Select(child => (child, child.training))];
        module.eval();
    }

    public void Dispose()
    {
        foreach (var (module, training) in _modes) module.train(training);
    }
}
