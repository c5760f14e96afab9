using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Scripts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.TorchScript;

/// <summary>Files that <c>torch.jit.save</c> wrote.</summary>
static class TorchScriptFile
{
    static readonly string[] Extensions = [".pt", ".ts"];

    /// <summary>Whether the file is a script by its name. Contents never make one of it: code under the name of weights is refused.</summary>
    /// <exception cref="InvalidDataException">The file holds code under another name, or is a checkpoint of PyTorch's, which has to be imported.</exception>
    public static bool Recognise(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return true;
        if (!IsArchive(path)) return false;
        throw Find(path) is null ? Checkpoint(path) : new InvalidDataException(
            $"'{path}' holds a TorchScript, which is a program, under the name of something else. Code runs only from a file that ends in .pt or .ts; " +
            "mlvgm inspect says what it may do.");
    }

    /// <summary>Lets the code of a script run, or does not.</summary>
    /// <returns>What it may do.</returns>
    /// <exception cref="ArgumentException">It is not trusted.</exception>
    /// <exception cref="InvalidDataException">The file is none, has another ending, or has operators that are not there.</exception>
    public static ScriptCode Admit(string path, bool trustCode)
    {
        if (!Recognise(path)) throw Damaged(path, "its name does not end in .pt or .ts", null);
        var code = Find(path) ?? throw (IsArchive(path) ? Checkpoint(path) : Damaged(path, "it is no archive", null));
        if (!trustCode)
        {
            throw new ArgumentException(
                $"'{path}' is a TorchScript, which is a program: {code}. It runs only if you say that you trust it, with --trust-code or, in code, " +
                "trustCode; mlvgm inspect lists every operator.");
        }
        return code;
    }

    /// <summary>Loads a script to the CPU, in evaluation mode and frozen.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has operators that are not there; the message says why.</exception>
    /// <remarks>
    /// libtorch's compiler reports what it does not know by an exception that TorchSharp 0.107 lets pass, which ends the process. So the
    /// likely cause, operators of other libraries, is looked for first.
    /// </remarks>
    public static jit.ScriptModule Load(string path, ScriptCode code)
    {
        if (code.Foreign.FirstOrDefault() is { } foreign)
            throw new InvalidDataException($"'{path}' uses the operator '{foreign}', which libtorch does not have by itself.");
        try
        {
            var module = jit.load(path);
            module.eval();
            foreach (var parameter in module.parameters()) parameter.requires_grad = false;
            return module;
        }
        catch (ExternalException e)
        {
            throw Damaged(path, FirstLine(e), e);
        }
    }

    /// <summary>libtorch's messages go on with the stack of its functions.</summary>
    public static string FirstLine(ExternalException exception) => exception.Message.Split('\n', 2)[0].Trim();

    static ScriptCode? Find(string path)
    {
        try
        {
            return ScriptCode.Find(path);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    static InvalidDataException Checkpoint(string path) => new(
        $"'{path}' is a checkpoint of PyTorch, not a TorchScript. Convert it first: mlvgm import '{path}' --as KIND --out DIR.");

    static InvalidDataException Damaged(string path, string reason, Exception? cause) =>
        new($"'{path}' is no TorchScript, or is damaged: {reason}", cause);

    static bool IsArchive(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\x03\x04"u8);
    }
}
