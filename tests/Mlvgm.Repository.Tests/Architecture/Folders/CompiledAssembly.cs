using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Reads from an assembly's metadata which of its types mention which; nothing of it is loaded.</summary>
static class CompiledAssembly
{
    /// <summary>Every pair of types of different folders. What the compiler made belongs to the type that it stands in.</summary>
    public static IReadOnlySet<TypeEdge> FolderEdges(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var edges = new HashSet<TypeEdge>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            if (Outermost(metadata, handle) is not { } from) continue;
            foreach (var mentioned in new TypeMentions(file, metadata).Of(handle))
            {
                if (Outermost(metadata, mentioned) is { } to && to.Folder != from.Folder) edges.Add(new TypeEdge(from, to));
            }
        }
        return edges;
    }

    /// <summary>The type of a source file; null for those that the compiler adds outside all namespaces.</summary>
    static CompiledType? Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        if (type.IsNested) return Outermost(metadata, type.GetDeclaringType());
        string name = metadata.GetString(type.Name);
        return type.Namespace.IsNil && name.StartsWith('<') ? null : new CompiledType(metadata.GetString(type.Namespace), name);
    }
}
