using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Takes tokens and signatures apart down to the types that the assembly defines.</summary>
sealed class MentionCollector(MetadataReader metadata) : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    readonly HashSet<TypeDefinitionHandle> _types = [];

    public IReadOnlySet<TypeDefinitionHandle> Types => _types;

    public void Add(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition: _types.Add((TypeDefinitionHandle)handle); break;
            case HandleKind.TypeSpecification: metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null); break;
            case HandleKind.FieldDefinition: _types.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodDefinition: _types.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MethodSpecification: AddInstance(metadata.GetMethodSpecification((MethodSpecificationHandle)handle)); break;
            case HandleKind.MemberReference: Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent); break;
            case HandleKind.StandaloneSignature: AddSignature(metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle)); break;
        }
    }

    void AddInstance(MethodSpecification method)
    {
        Add(method.Method);
        method.DecodeSignature(this, null);
    }

    void AddSignature(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables) signature.DecodeLocalSignature(this, null);
        else signature.DecodeMethodSignature(this, null);
    }

    string ISimpleTypeProvider<string>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        _types.Add(handle);
        return "";
    }

    string ISignatureTypeProvider<string, object?>.GetTypeFromSpecification(
        MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    /// <summary>An attribute's <c>typeof</c> is text: a full name, followed by the assembly where that is another one.</summary>
    string ICustomAttributeTypeProvider<string>.GetTypeFromSerializedName(string name)
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if ($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}" == name) _types.Add(handle);
        }
        return "";
    }

    // Every enumeration that an attribute of ours takes is one of integers.
    PrimitiveTypeCode ICustomAttributeTypeProvider<string>.GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    string ICustomAttributeTypeProvider<string>.GetSystemType() => "System.Type";

    bool ICustomAttributeTypeProvider<string>.IsSystemType(string type) => type == "System.Type";

    string ISimpleTypeProvider<string>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    string IConstructedTypeProvider<string>.GetArrayType(string element, ArrayShape shape) => "";

    string IConstructedTypeProvider<string>.GetByReferenceType(string element) => "";

    string IConstructedTypeProvider<string>.GetGenericInstantiation(string generic, ImmutableArray<string> arguments) => "";

    string IConstructedTypeProvider<string>.GetPointerType(string element) => "";

    string ISZArrayTypeProvider<string>.GetSZArrayType(string element) => "";

    string ISimpleTypeProvider<string>.GetPrimitiveType(PrimitiveTypeCode code) => "";

    string ISignatureTypeProvider<string, object?>.GetFunctionPointerType(MethodSignature<string> signature) => "";

    string ISignatureTypeProvider<string, object?>.GetGenericMethodParameter(object? context, int index) => "";

    string ISignatureTypeProvider<string, object?>.GetGenericTypeParameter(object? context, int index) => "";

    string ISignatureTypeProvider<string, object?>.GetModifiedType(string modifier, string unmodified, bool isRequired) => "";

    string ISignatureTypeProvider<string, object?>.GetPinnedType(string element) => "";
}
