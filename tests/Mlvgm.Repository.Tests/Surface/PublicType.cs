using System.Xml.Linq;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>A type that users of a package see, which stands in no other.</summary>
/// <param name="Project">The project that it is compiled in.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name, with the number of its parameters where it is generic.</param>
/// <param name="Names">
/// The words by which code mentions it: its name, with and without <c>Attribute</c> at its end; for a class of extension methods, those methods.
/// </param>
/// <param name="Documentation">Its comment as the compiler writes it into the documentation's file; null where it has none.</param>
sealed record PublicType(string Project, string Namespace, string Name, IReadOnlyList<string> Names, XElement? Documentation)
{
    /// <summary>As in the documentation's file.</summary>
    public string FullName => $"{Namespace}.{Name}";

    /// <summary>The files that its <c>example</c> names.</summary>
    public IEnumerable<string> Examples => Documentation?.Elements("example").Elements("c").Select(name => name.Value) ?? [];
}
