using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>
/// A file or folder. In the text form it comes last, since a path may have colons, and begins at the working directory; in a JSON file, at the
/// file's folder.
/// </summary>
/// <param name="name">The key in JSON.</param>
/// <param name="symbol">What stands for it where the text form is explained.</param>
/// <param name="text">What it means, in a few words.</param>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public sealed class FileParameter(string name, string symbol, string text) : Parameter<FileReference>(name, symbol, text)
{
    /// <inheritdoc/>
    public override string Range => "a path";

    /// <inheritdoc/>
    public override string? DefaultText => null;

    internal override FileReference Fallback => throw new InvalidOperationException($"{Name} was not given.");

    internal override object Read(string word, string? folder)
    {
        string path = word.Trim();
        if (path.Length == 0) throw Wrong("empty");
        if (!PathText.IsPossible(path)) throw Wrong($"'{path}', which {PathText.Impossible}");
        return new FileReference(folder is null ? path : Path.Combine(folder, path));
    }

    internal override object Read(JsonElement json, string? folder) =>
        json.ValueKind == JsonValueKind.String ? Read(json.GetString()!, folder) : throw Wrong(json.GetRawText());

    internal override string Write(object value, string? folder)
    {
        string path = Path.GetFullPath(((FileReference)value).ExistingPath);
        return Path.GetRelativePath(folder ?? Directory.GetCurrentDirectory(), path).Replace(Path.DirectorySeparatorChar, '/');
    }

    internal override JsonNode WriteJson(object value, string? folder) => JsonValue.Create(Write(value, folder))!;

    internal override string Identify(object value) => $"sha256-{((FileReference)value).Identity}";
}
