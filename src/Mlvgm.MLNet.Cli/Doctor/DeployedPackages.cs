using System.Text.Json;

namespace Mlvgm.MLNet.Cli.Doctor;

/// <summary>Reads the list of packages that was written beside the program when it was built (<c>*.deps.json</c>).</summary>
static class DeployedPackages
{
    /// <summary>The first package whose name begins with <paramref name="prefix"/>, as <c>name version</c>, or null.</summary>
    public static string? Find(string prefix)
    {
        string? file = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';').FirstOrDefault(File.Exists);
        if (file is null) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(library => library.Name)
            .FirstOrDefault(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ?.Replace('/', ' ');
    }
}
