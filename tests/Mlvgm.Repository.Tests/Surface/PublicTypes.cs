using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Mlvgm.Repository.Tests.Architecture.Folders;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>Reads the public types of the libraries from their assemblies' metadata and the documentation beside them; nothing is loaded.</summary>
static class PublicTypes
{
    const string Attribute = "Attribute";

    /// <summary>Those of every library; the command is a program and has none.</summary>
    public static IReadOnlyList<PublicType> All { get; } =
        [.. SourceProject.Names.Where(name => name != "Mlvgm.MLNet.Cli").SelectMany(name => Of(name, new SourceProject(name).Assembly))];

    static IEnumerable<PublicType> Of(string project, string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var documentation = XDocument.Load(Path.ChangeExtension(assembly, ".xml")).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               where (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public
               let @namespace = metadata.GetString(type.Namespace)
               let name = metadata.GetString(type.Name)
               select new PublicType(project, @namespace, name, [.. NamesOf(metadata, type)], documentation.GetValueOrDefault($"T:{@namespace}.{name}")),
        ];
    }

    static IEnumerable<string> NamesOf(MetadataReader metadata, TypeDefinition type)
    {
        // Generic types have the number of their parameters behind the name.
        string name = metadata.GetString(type.Name).Split('`')[0];
        yield return name;
        if (name.EndsWith(Attribute, StringComparison.Ordinal)) yield return name[..^Attribute.Length];
        if (!IsExtension(metadata, type.GetCustomAttributes())) yield break;
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            if ((method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public && IsExtension(metadata, method.GetCustomAttributes()))
                yield return metadata.GetString(method.Name);
        }
    }

    static bool IsExtension(MetadataReader metadata, CustomAttributeHandleCollection attributes) => attributes.Select(metadata.GetCustomAttribute).Any(attribute =>
        attribute.Constructor.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == "ExtensionAttribute");
}
