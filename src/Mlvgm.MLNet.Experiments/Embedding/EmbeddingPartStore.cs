using System.Globalization;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Finished parts of an embedding, a file each, beside the features to be written: a run that was stopped goes on from them.</summary>
sealed class EmbeddingPartStore
{
    const string ImagesKey = "images";
    const string FeaturesKey = "features";
    const string SkippedKey = "skipped";
    const string Extension = ".part";
    const int Digits = 6;

    readonly string _folder;
    readonly Identity _encoder;

    /// <param name="folder">The folder of the parts alone; made when the first part is written.</param>
    /// <param name="folderLock">Keeps others out of it.</param>
    /// <param name="encoder">What computes the features.</param>
    /// <exception cref="ArgumentException">The lock is of another folder.</exception>
    public EmbeddingPartStore(string folder, FolderLock folderLock, Identity encoder)
    {
        if (!folderLock.Covers(folder)) throw new ArgumentException($"'{folder}' is not in the locked folder '{folderLock.Folder}'.", nameof(folderLock));
        UnfinishedFile.DeleteIn(folder);
        (_folder, _encoder) = (folder, encoder);
    }

    /// <summary>The part, if it is finished, whole, and of this encoder and these images; else null: it is computed, or computed again.</summary>
    /// <param name="part">Its number.</param>
    /// <param name="images">The identity of its images.</param>
    public EmbeddingPart? Find(int part, Identity images)
    {
        string path = PathOf(part);
        if (!File.Exists(path)) return null;
        try
        {
            using var state = StateFile.Read(path);
            return state.Identity.Equals(IdentityOf(images)) ? Part(state) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Keeps a part.</summary>
    public void Write(int part, Identity images, EmbeddingPart value)
    {
        using var state = new StateFile(part, IdentityOf(images)) { Values = { [SkippedKey] = new JsonArray([.. value.Skipped.Select(reason => JsonValue.Create(reason))]) } };
        using var scope = NewDisposeScope();
        state.Add(ImagesKey, tensor(value.Images));
        state.Add(FeaturesKey, tensor(value.Features));
        state.Write(PathOf(part));
    }

    /// <summary>Deletes every part, once the features are written, and nothing else.</summary>
    public void Delete()
    {
        if (!Directory.Exists(_folder)) return;
        foreach (string file in Directory.EnumerateFiles(_folder, "*" + Extension).Where(IsPart)) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(_folder).Any()) Directory.Delete(_folder);
    }

    Identity IdentityOf(Identity images) => new Identity().With("encoder", _encoder).With("images", images);

    static EmbeddingPart Part(StateFile state) => new(
        [.. state.Tensor(ImagesKey).data<int>()], [.. state.Tensor(FeaturesKey).data<float>()],
        [.. state.Values[SkippedKey]!.AsArray().Select(reason => reason!.GetValue<string>())]);

    string PathOf(int part) => Path.Combine(_folder, part.ToString($"d{Digits}", CultureInfo.InvariantCulture) + Extension);

    static bool IsPart(string path) => Path.GetFileNameWithoutExtension(path) is var name && name.Length >= Digits && name.All(char.IsAsciiDigit);
}
