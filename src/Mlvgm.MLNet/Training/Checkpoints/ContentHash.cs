using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>A SHA-256 over named tensors and a text: what tells a damaged checkpoint from a whole one.</summary>
static class ContentHash
{
    /// <summary>The hash, in lower-case hexadecimal.</summary>
    /// <param name="tensors">Contiguous tensors on the CPU; their order does not matter.</param>
    /// <param name="text">What else the file says.</param>
    public static string Of(IEnumerable<KeyValuePair<string, Tensor>> tensors, string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(text);
        foreach (var (name, value) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Append($"{name} {value.dtype} [{string.Join(", ", value.shape)}]");
            if (value.numel() > 0) hash.AppendData(value.bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // The length first, so that no two lists of parts are one sequence of bytes.
        void Append(string part)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }
    }
}
