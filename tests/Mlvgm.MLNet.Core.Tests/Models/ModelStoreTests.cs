using System.Security.Cryptography;
using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Core.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_matches_its_hash_is_found()
    {
        var store = StoreWith("weights"u8, "weights"u8);
        Assert.Equal(_folder.File("toy.bin"), store.VerifiedPath(store.Find("toy"), "onnx"));
        Assert.Equal(_folder.File("toy.bin"), store.PathOf("toy", "onnx"));
        Assert.Contains("no safetensors file", Assert.Throws<ArgumentException>(() => store.PathOf("toy", "safetensors")).Message);
    }

    [Fact]
    public void A_corrupt_file_is_named_together_with_both_hashes()
    {
        var store = StoreWith("weights"u8, "weightz"u8);
        var error = Assert.Throws<InvalidDataException>(() => store.VerifiedPath(store.Find("toy"), "onnx"));
        Assert.Contains("sha256 mismatch", error.Message);
        Assert.Contains("toy.bin", error.Message);
        Assert.Contains(Hash("weights"u8), error.Message);
        Assert.Contains(Hash("weightz"u8), error.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var store = StoreWith("weights"u8, "weights"u8);
        File.Delete(_folder.File("toy.bin"));
        Assert.Contains("toy.bin", Assert.Throws<FileNotFoundException>(() => store.VerifiedPath(store.Find("toy"), "onnx")).Message);
    }

    [Fact]
    public void A_path_outside_the_store_is_refused()
    {
        var store = StoreWith("weights"u8, "weights"u8, path: "../../etc/passwd");
        Assert.Contains("outside", Assert.Throws<InvalidDataException>(() => store.VerifiedPath(store.Find("toy"), "onnx")).Message);
    }

    [Fact]
    public void A_path_that_cannot_be_one_is_refused()
    {
        var store = StoreWith("weights"u8, "weights"u8, path: @"toy\u0000.bin");
        Assert.Contains("no path has", Assert.Throws<InvalidDataException>(() => store.VerifiedPath(store.Find("toy"), "onnx")).Message);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Assert.Contains("toy", Assert.Throws<ArgumentException>(() => StoreWith("a"u8, "a"u8).Find("nothing")).Message);

    [Fact]
    public void A_folder_without_a_manifest_is_named() =>
        Assert.Contains(_folder.Path, Assert.Throws<FileNotFoundException>(() => new ModelStore(_folder.Path)).Message);

    [Fact]
    public void A_broken_manifest_is_one_clear_error()
    {
        File.WriteAllText(_folder.File("models.json"), "[{ \"name\": ");
        Assert.Contains("models.json", Assert.Throws<InvalidDataException>(() => new ModelStore(_folder.Path)).Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("""[{ "name": null, "kind": "encoder", "architecture": "a", "files": [], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": null, "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [null], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [{ "path": null, "sha256": "", "format": "onnx" }], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [{ "path": "a" }], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [], "latents": [{ "name": "z" }], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "\ud800", "kind": "encoder", "architecture": "a", "files": [], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [], "latents": [null], "imageShape": [1], "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    [InlineData("""[{ "name": "a", "kind": "encoder", "architecture": "a", "files": [], "imageShape": null, "data": "", "licence": "", "command": "", "seed": 1, "wallSeconds": 1, "machine": "" }]""")]
    public void A_manifest_with_nothing_where_something_must_be_is_one_clear_error(string manifest)
    {
        File.WriteAllText(_folder.File("models.json"), manifest);
        Exception? error = Record.Exception(() => new ModelStore(_folder.Path).Entries.Select(entry => entry.Files.Count).Sum());
        if (manifest == "null") Assert.Null(error);
        else Assert.Contains("models.json' is not a valid list of models", Assert.IsType<InvalidDataException>(error).Message);
    }

    ModelStore StoreWith(ReadOnlySpan<byte> promised, ReadOnlySpan<byte> actual, string path = "toy.bin")
    {
        File.WriteAllBytes(_folder.File("toy.bin"), actual.ToArray());
        File.WriteAllText(_folder.File("models.json"), $$"""
            [{
              "name": "toy", "kind": "generator", "architecture": "nvae",
              "files": [{ "path": "{{path}}", "sha256": "{{Hash(promised)}}", "format": "onnx" }],
              "imageShape": [1, 4, 4], "data": "none", "licence": "MIT", "command": "none", "seed": 1, "wallSeconds": 0, "machine": "none"
            }]
            """);
        return new ModelStore(_folder.Path);
    }

    static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
