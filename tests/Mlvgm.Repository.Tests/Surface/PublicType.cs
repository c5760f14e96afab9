using System.Xml.Linq;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>A type that users of a package see, which stands in no other.</summary>
/// <param name="Project">The project that it is compiled in.</param>
/// <param name="FullName">Namespace and name, as in the documentation's file.</param>
/// <param name="Names">
/// The words by which code mentions it: its name, that of an attribute without <c>Attribute</c>; for a class of extension methods, those methods.
/// </param>
/// <param name="Documentation">Its comment as the compiler writes it into the documentation's file; null where it has none.</param>
sealed record PublicType(string Project, string FullName, IReadOnlyList<string> Names, XElement? Documentation)
{
    /// <summary>The files that its <c>example</c> names.</summary>
    public IEnumerable<string> Examples => Documentation?.Elements("example").Elements("c").Select(name => name.Value) ?? [];
}
