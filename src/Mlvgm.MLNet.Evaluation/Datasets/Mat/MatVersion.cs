using System.Buffers.Binary;

namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>Tells the versions of MATLAB's files apart.</summary>
static class MatVersion
{
    /// <summary>The bytes before the variables of a MATLAB 5 file.</summary>
    public const int HeaderBytes = 128;

    const string Anew = "save it anew as version 7: save(name, '-v7') in MATLAB, or scipy.io.savemat in Python";

    /// <summary>Passes little-endian MATLAB 5 files.</summary>
    /// <exception cref="InvalidDataException">It is of another version or of something else; the message says of which, and what to do.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (IsVersion4(file)) throw new InvalidDataException($"it is a file of MATLAB 4; {Anew}");
        if (file.StartsWith("MATLAB 7.3"u8) || file is [0x89, (byte)'H', (byte)'D', (byte)'F', ..])
            throw new InvalidDataException($"it is a file of MATLAB 7.3, which is HDF5; {Anew}");
        if (file.Length >= HeaderBytes && file[126] == 'M' && file[127] == 'I')
            throw new InvalidDataException($"it is a big-endian MATLAB 5 file; {Anew}");
        if (file.Length >= HeaderBytes && file[126] == 'I' && file[127] == 'M' && file[125] == 1) return;
        throw new InvalidDataException("it is no MATLAB file");
    }

    /// <summary>Version 4 has no header: a number of four digits, each with its range, then sizes. Version 5 begins with text.</summary>
    static bool IsVersion4(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file[..4].Contains((byte)0)) return false;
        int little = BinaryPrimitives.ReadInt32LittleEndian(file), big = BinaryPrimitives.ReadInt32BigEndian(file);
        return IsType(little) || IsType(big);
    }

    static bool IsType(int type) => type is >= 0 and < 5000 && type / 100 % 10 == 0 && type / 10 % 10 <= 5 && type % 10 <= 2;
}
