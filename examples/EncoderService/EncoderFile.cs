using Mlvgm.MLNet.Models;

namespace EncoderService;

/// <summary>The file of an encoder that was named by its path, or by the name under which it ships.</summary>
static class EncoderFile
{
    /// <exception cref="FileNotFoundException">There is neither such a file nor such an encoder.</exception>
    /// <exception cref="InvalidDataException">The shipped file is not the one that was shipped.</exception>
    public static string Of(string nameOrPath)
    {
        if (File.Exists(nameOrPath)) return nameOrPath;
        var store = ModelStore.Shipped();
        var encoders = store.Entries.Where(entry => entry.Kind == "encoder").ToList();
        return encoders.Find(entry => entry.Name == nameOrPath) is { } found
            ? store.VerifiedPath(found, "onnx")
            : throw new FileNotFoundException(
                $"There is no encoder '{nameOrPath}': no file has that name. Shipped encoders: {string.Join(", ", encoders.Select(entry => entry.Name))}.",
                nameOrPath);
    }
}
