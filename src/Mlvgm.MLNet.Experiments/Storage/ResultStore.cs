using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Storage;

/// <summary>Keeps what took long to compute: a JSON file each, with the identity of what it was computed from, and a hash over both.</summary>
sealed class ResultStore
{
    const string IdentityKey = "identity";
    const string ValueKey = "value";
    const string HashKey = "sha256";
    const string Anew = "Delete it to compute it again.";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    readonly string _folder;

    /// <summary>Removes what a killed process left half written.</summary>
    /// <param name="folder">The folder of the files.</param>
    public ResultStore(string folder)
    {
        UnfinishedFile.DeleteAbandonedIn(folder);
        _folder = folder;
    }

    /// <summary>What was kept under a name; null where there is nothing.</summary>
    /// <exception cref="InvalidOperationException">It was computed from something else; the message names what differs.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of an earlier version.</exception>
    public T? Find<T>(string name, Identity identity) where T : class
    {
        string path = PathOf(name);
        if (!File.Exists(path)) return null;
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("It is no object.");
            // A name given twice, or a text that is none, otherwise shows when it is asked for.
            _ = Identity.Of(file);
            if (file[IdentityKey] is not JsonObject kept || file[ValueKey] is not { } value)
                throw new InvalidDataException($"'{path}' was written by an earlier version, which did not keep what it was computed from. {Anew}");
            var before = Identity.Of(kept);
            if (file[HashKey]?.ToString() != Hash(before, value)) throw new JsonException("Its contents do not have the hash that it states.");
            before.Require(identity, $"'{path}'", "Use the same, or another folder.");
            return value.Deserialize<T>(Json) ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message} {Anew}", e);
        }
    }

    /// <summary>Keeps a value, and returns it.</summary>
    public T Write<T>(string name, Identity identity, T value)
    {
        var node = JsonSerializer.SerializeToNode(value, Json)!;
        var file = new JsonObject { [IdentityKey] = identity.ToJson(), [HashKey] = Hash(identity, node), [ValueKey] = node };
        AtomicFile.WriteText(PathOf(name), file.ToJsonString(Json) + "\n");
        return value;
    }

    static string Hash(Identity identity, JsonNode value) => new Identity().With(IdentityKey, identity).With(ValueKey, value).Sha256;

    string PathOf(string name) => Path.Combine(_folder, $"{name}.json");
}
