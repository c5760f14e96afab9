namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>A type that stands in no other; its namespace is its folder.</summary>
readonly record struct CompiledType(string Folder, string Name);
