using System.Globalization;
using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.MLNet.OnnxImport.Files;

/// <summary>
/// Weights that a model keeps in files beside it. Only files in the model's own folder are read: a name from a stranger's file is no permission.
/// </summary>
static class ExternalData
{
    /// <summary>The bytes of a tensor.</summary>
    /// <param name="folder">The model's folder; null where it did not come from one.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="length">The bytes that its shape asks for.</param>
    /// <exception cref="InvalidDataException">The file is missing, too short, or elsewhere.</exception>
    public static byte[] Read(string? folder, TensorProto tensor, long length)
    {
        string location = Entry(tensor, "location") ?? throw Refused(tensor, "names no file");
        if (folder is null) throw Refused(tensor, $"is in the file '{location}', and the model comes from no folder");
        if (location.IndexOfAny(['/', '\\', ':']) >= 0 || location is "." or ".." || Path.IsPathRooted(location))
            throw Refused(tensor, $"is in '{location}'; only files in the model's own folder are read. Put the file beside the model, and its bare name " +
                "into it");
        var file = new FileInfo(Path.Combine(folder, location));
        if (!file.Exists) throw Refused(tensor, $"is in the file '{location}', which is not beside the model. Copy it into '{folder}'");
        if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target && Path.GetDirectoryName(target.FullName) != Path.GetFullPath(folder))
            throw Refused(tensor, $"is in '{location}', a link out of the model's own folder");
        long offset = Number(tensor, "offset") ?? 0, stated = Number(tensor, "length") ?? length;
        if (stated != length) throw Refused(tensor, $"says that it has {stated} bytes, where its shape asks for {length}");
        if (offset < 0 || offset > file.Length - length) throw Refused(tensor, $"reaches beyond the end of '{location}': the file is cut off");
        byte[] bytes = new byte[length];
        using var stream = file.OpenRead();
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    static long? Number(TensorProto tensor, string key) => Entry(tensor, key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw Refused(tensor, $"has the {key} '{text}', which is no number");

    static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    static InvalidDataException Refused(TensorProto tensor, string what) => new($"The external data of its tensor '{tensor.Name}' {what}.");
}
