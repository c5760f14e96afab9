using System.Xml.Linq;
using Mlvgm.Repository.Tests.Architecture;

namespace Mlvgm.Repository.Tests.Packaging;

/// <summary>The libraries, packed once under a version of their own, in a folder that serves as a feed.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    public string Feed => _folder.File("feed");

    internal static IReadOnlyList<ProjectFile> Libraries { get; } =
    [
        .. Repository.Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => new ProjectFile(path))
            .Where(project => !project.States("PackAsTool")),
    ];

    /// <summary>The version of every package that the repository pins.</summary>
    internal static IReadOnlyDictionary<string, string> Pins { get; } = XElement.Load(Repository.PathOf("Directory.Packages.props"))
        .Descendants("PackageVersion").ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value);

    /// <summary>Packs in folders of their own, so that the outputs that other tests run from are left alone.</summary>
    public async ValueTask InitializeAsync()
    {
        var projects = Libraries.Select(project => $"<Project Path=\"{Repository.PathOf(project.RelativePath)}\" />");
        _folder.Write("libraries.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
        var packed = await Command.DotNet(
            _folder.Path, "pack", "libraries.slnx", "-c", "Release", "-o", Feed, "--artifacts-path", _folder.File("artifacts"),
            $"-p:Version={Version}");
        packed.Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        foreach (var library in Libraries)
        {
            var cached = new DirectoryInfo(Path.Combine(GlobalPackages, library.Name.ToLowerInvariant(), Version));
            if (!cached.Exists) continue;
            cached.Delete(recursive: true);
            if (!cached.Parent!.EnumerateFileSystemInfos().Any()) cached.Parent.Delete();
        }
        return ValueTask.CompletedTask;
    }

    static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured
        ? configured
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
