using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.TorchScript;

/// <summary>Files that <c>torch.jit.save</c> wrote.</summary>
static partial class TorchScriptFile
{
    // Only scripts have this entry; PyTorch's checkpoints are ZIP archives, too.
    const string Constants = "/constants.pkl";

    // Names under which libtorch itself registers operators.
    static readonly HashSet<string> OperatorLibraries =
        ["aten", "prim", "prims", "quantized", "_quantized", "prepacked", "mkldnn", "mkldnn_prepacked", "onednn", "sparse", "profiler"];

    static readonly string[] Extensions = [".pt", ".ts"];

    /// <summary>Whether the file is a script, by the ending of its name or by its contents.</summary>
    /// <exception cref="InvalidDataException">It is a checkpoint of PyTorch's, which has to be imported.</exception>
    public static bool Recognise(string path)
    {
        if (!IsArchive(path)) return Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.Entries.Any(entry => entry.FullName.EndsWith(Constants, StringComparison.Ordinal))) return true;
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, e.Message, e);
        }
        throw new InvalidDataException(
            $"'{path}' is a checkpoint of PyTorch, not a TorchScript. Convert it first: mlvgm import '{path}' --as KIND --out DIR.");
    }

    /// <summary>Loads a script to the CPU, in evaluation mode and frozen.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has operators that are not there; the message says why.</exception>
    /// <remarks>
    /// libtorch's compiler reports what it does not know by an exception that TorchSharp 0.107 lets pass, which ends the process. So the
    /// likely cause, operators of other libraries, is looked for first.
    /// </remarks>
    public static jit.ScriptModule Load(string path)
    {
        try
        {
            using (var archive = ZipFile.OpenRead(path)) CheckOperators(path, archive);
            var module = jit.load(path);
            module.eval();
            foreach (var parameter in module.parameters()) parameter.requires_grad = false;
            return module;
        }
        catch (ExternalException e)
        {
            throw Damaged(path, FirstLine(e), e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith($"'{path}'", StringComparison.Ordinal))
        {
            throw Damaged(path, e.Message, e);
        }
    }

    /// <summary>libtorch's messages go on with the stack of its functions.</summary>
    public static string FirstLine(ExternalException exception) => exception.Message.Split('\n', 2)[0].Trim();

    static void CheckOperators(string path, ZipArchive archive)
    {
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".py", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            while (reader.ReadLine() is { } line)
            {
                foreach (Match match in OperatorPattern().Matches(line))
                {
                    if (!OperatorLibraries.Contains(match.Groups[1].Value))
                        throw new InvalidDataException($"'{path}' uses the operator '{match.Value}', which libtorch does not have by itself.");
                }
            }
        }
    }

    static InvalidDataException Damaged(string path, string reason, Exception cause) =>
        new($"'{path}' is no TorchScript, or is damaged: {reason}", cause);

    [GeneratedRegex(@"\bops\.(\w+)\.\w+")]
    private static partial Regex OperatorPattern();

    static bool IsArchive(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\x03\x04"u8);
    }
}
