using System.Buffers.Binary;
using Mlvgm.MLNet.WeightFiles.Archives;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Checkpoints;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Safetensors;

namespace Mlvgm.MLNet.WeightFiles;

/// <summary>
/// Opens weight files of every format that is read: safetensors, PyTorch checkpoints (zip and legacy) and the network pickles of NVlabs'
/// PyTorch and TensorFlow repositories. The format is recognised by the file's contents, whatever its name. No code in a file ever runs.
/// </summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public static class WeightFile
{
    const byte Protocol = 0x80;

    /// <summary>Opens the file at <paramref name="path"/>: reads what it describes, and leaves the numbers where they are.</summary>
    /// <returns>The contents, which read from the file until they are disposed.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// It is of no such format, is damaged, names something that is not allowed, or describes more than its size justifies.
    /// </exception>
    public static WeightFileContents Open(string path) => Open(path, Read);

    /// <summary>Opens the file at <paramref name="path"/>, which must be of the safetensors format.</summary>
    /// <returns>The contents, which read from the file until they are disposed.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">It is not a well-formed safetensors file; the message says why.</exception>
    public static WeightFileContents OpenSafetensors(string path) =>
        Open(path, (name, file) => SafetensorsLayout.Open(name, file, new ReadBudget(file.Length)));

    /// <summary>Opens a TorchScript for its parameters. Its code is not looked at.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or names something that is not allowed.</exception>
    internal static WeightFileContents OpenScript(string path) => Open(path, (name, file) =>
    {
        var context = new PickleContext(new ReadBudget(file.Length));
        var archive = ZipDirectory.Read(file, context.Budget);
        return Contents(name, WeightFileFormat.PyTorchZip, file, ZipCheckpoint.Read(archive, ZipCheckpoint.RootOf(archive), context), context);
    });

    static WeightFileContents Open(string path, Func<string, FileBytes, WeightFileContents> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = new FileBytes(path);
        try
        {
            return read(path, file);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new InvalidDataException(e.Message.StartsWith($"'{path}'", StringComparison.Ordinal) ? e.Message : $"'{path}': {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    static WeightFileContents Read(string path, FileBytes file)
    {
        var budget = new ReadBudget(file.Length);
        var format = Recognise(file) ?? throw new InvalidDataException(file.Length == 0
            ? "the file is empty."
            : "it is no weight file of a known format: safetensors, .pth of PyTorch, or a network pickle.");
        if (format == WeightFileFormat.Safetensors) return SafetensorsLayout.Open(path, file, budget);
        var context = new PickleContext(budget);
        object? root = format switch
        {
            WeightFileFormat.PyTorchZip => ZipCheckpoint.Read(file, context),
            WeightFileFormat.PyTorchLegacy => LegacyCheckpoint.Read(file, context),
            _ => ReadPickle(file, context),
        };
        return Contents(path, format, file, root, context);
    }

    static WeightFileContents Contents(string path, WeightFileFormat format, FileBytes file, object? root, PickleContext context) =>
        new(path, format, file, root, StateNames.Of(root, context.Budget), new Dictionary<string, string>()) { Ignored = context.Ignored.ToList() };

    static object? ReadPickle(FileBytes file, PickleContext context)
    {
        var input = new PickleStream(file, context.Budget);
        object? root = new PickleMachine(input, context, WeightFileNames.Allowed, persistent: null).Run();
        return input.Left == 0 ? root : throw new InvalidDataException($"its pickle is followed by {input.Left} bytes.");
    }

    /// <summary>The format, by the first bytes; null when it is none of these.</summary>
    internal static WeightFileFormat? Recognise(FileBytes file)
    {
        Span<byte> start = stackalloc byte[LegacyCheckpoint.SignatureLength];
        start = start[..(int)Math.Min(start.Length, file.Length)];
        file.Read(0, start);
        if (start.Length > 8 && start[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.MaximumLength)
            return WeightFileFormat.Safetensors;
        if (ZipDirectory.Begins(file)) return WeightFileFormat.PyTorchZip;
        if (LegacyCheckpoint.Begins(start)) return WeightFileFormat.PyTorchLegacy;
        if (start.Length > 0 && start[0] == Protocol) return WeightFileFormat.Pickle;
        return null;
    }
}
