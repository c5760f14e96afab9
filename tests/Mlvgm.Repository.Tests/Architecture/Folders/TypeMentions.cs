using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Collects the types of the same assembly that one type mentions: in its declaration, its members and their instructions.</summary>
sealed class TypeMentions(PEReader file, MetadataReader metadata)
{
    readonly MentionCollector _found = new(metadata);

    public IReadOnlySet<TypeDefinitionHandle> Of(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        _found.Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations()) _found.Add(metadata.GetInterfaceImplementation(implemented).Interface);
        AddConstraints(type.GetGenericParameters());
        AddAttributes(type.GetCustomAttributes());
        foreach (var member in type.GetFields()) AddField(metadata.GetFieldDefinition(member));
        foreach (var member in type.GetMethods()) AddMethod(metadata.GetMethodDefinition(member));
        foreach (var member in type.GetProperties()) AddAttributes(metadata.GetPropertyDefinition(member).GetCustomAttributes());
        foreach (var member in type.GetEvents()) AddAttributes(metadata.GetEventDefinition(member).GetCustomAttributes());
        return _found.Types;
    }

    void AddField(FieldDefinition field)
    {
        field.DecodeSignature(_found, genericContext: null);
        AddAttributes(field.GetCustomAttributes());
    }

    void AddMethod(MethodDefinition method)
    {
        method.DecodeSignature(_found, genericContext: null);
        AddConstraints(method.GetGenericParameters());
        AddAttributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters()) AddAttributes(metadata.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress != 0) AddBody(file.GetMethodBody(method.RelativeVirtualAddress));
    }

    void AddBody(MethodBodyBlock body)
    {
        _found.Add(body.LocalSignature);
        foreach (var region in body.ExceptionRegions) _found.Add(region.CatchType);
        foreach (var token in Instructions.Tokens(body.GetILReader())) _found.Add(token);
    }

    void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints())
                _found.Add(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            _found.Add(attribute.Constructor);
            attribute.DecodeValue(_found);
        }
    }
}
