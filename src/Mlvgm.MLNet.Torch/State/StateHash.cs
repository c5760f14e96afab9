using Mlvgm.MLNet.IO;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>A SHA-256 over named tensors and texts: what tells a damaged state from a whole one, and weights from others.</summary>
static class StateHash
{
    /// <summary>The hash, in lower-case hexadecimal.</summary>
    /// <param name="tensors">Any device and layout; their order does not matter.</param>
    /// <param name="texts">What else counts, in order.</param>
    public static string Of(IEnumerable<KeyValuePair<string, Tensor>> tensors, params ReadOnlySpan<string> texts)
    {
        using var hash = new ContentHash();
        foreach (string text in texts) hash.Add(text);
        foreach (var (name, value) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.Add($"{name} {value.dtype} [{string.Join(", ", value.shape)}]");
            if (value.numel() == 0) continue;
            using var scope = NewDisposeScope();
            hash.Add(value.detach().cpu().contiguous().bytes);
        }
        return hash.Finish();
    }
}
