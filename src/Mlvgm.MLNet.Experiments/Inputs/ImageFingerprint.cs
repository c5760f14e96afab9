using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>Tells sets of images apart.</summary>
static class ImageFingerprint
{
    /// <summary>The SHA-256, as hexadecimal digits, of the pixels in memory, or of the name, length and last change of every file.</summary>
    public static string Of(IImageSet images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (images is ImageDataset memory) hash.AppendData(memory.Pixels.Span);
        else if (images is ImageFileSet files)
        {
            Span<byte> numbers = stackalloc byte[2 * sizeof(long)];
            foreach (string path in files.Paths)
            {
                var file = new FileInfo(path);
                BinaryPrimitives.WriteInt64LittleEndian(numbers, file.Exists ? file.Length : -1);
                BinaryPrimitives.WriteInt64LittleEndian(numbers[sizeof(long)..], file.LastWriteTimeUtc.Ticks);
                hash.AppendData(Encoding.UTF8.GetBytes(path));
                hash.AppendData(numbers);
            }
        }
        else throw new NotSupportedException($"{images.GetType().Name} has no fingerprint.");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
