using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Tests.Storage;

/// <summary>Other content under the same name is computed anew or refused by name, in every store of results; never mixed.</summary>
public sealed class OtherContentTests : IDisposable
{
    public static TheoryData<string> Users => [.. ResultUser.All.Select(user => user.Name)];

    public static TheoryData<string, OtherContent> Contents
    {
        get
        {
            var data = new TheoryData<string, OtherContent>();
            foreach (var user in ResultUser.All)
                foreach (var content in user.Contents.Keys) data.Add(user.Name, content);
            return data;
        }
    }

    readonly TemporaryFolder _folder = new();

    [Theory]
    [MemberData(nameof(Contents))]
    public void Other_content_under_the_same_name_is_computed_anew_or_refused_by_name(string name, OtherContent content)
    {
        var user = ResultUser.Find(name);
        using var world = new ChangingWorld(byFolders: content == OtherContent.ClassNames);
        user.Run(world, _folder.File("out"));
        world.Change(content);
        try
        {
            string found = user.Run(world, _folder.File("out"));
            string anew = user.Run(world, _folder.File("anew"));
            // An embedding leaves its parts where it first stops.
            Assert.Equal(anew.Length > 0 ? anew : user.Run(world, _folder.File("anew")), found);
        }
        catch (InvalidOperationException refused)
        {
            Assert.Matches($@"\b{user.Contents[content]}\b.* = .*, now it is .* Use the same, or another folder\.$", refused.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Equal_content_is_not_computed_again(string name)
    {
        var user = ResultUser.Find(name);
        using var world = new ChangingWorld(byFolders: false);
        string first = user.Run(world, _folder.File("out"));
        var kept = Kept();
        string again = user.Run(world, _folder.File("out"));
        if (name == "embedding") return;
        Assert.Equal(first, again);
        Assert.NotEmpty(kept);
        Assert.Equal(kept, Kept());
    }

    [Fact]
    public void A_file_that_was_replaced_by_one_of_the_same_name_length_and_time_is_another_image()
    {
        string path = _folder.Write("a.png", "AAAA");
        var images = new ImageFileSet(TinyModels.Shape, [path], [], []);
        string before = ImageIdentity.Of(images).Sha256;
        var time = File.GetLastWriteTimeUtc(path);
        _folder.Write("a.png", "BBBB");
        File.SetLastWriteTimeUtc(path, time);
        Assert.NotEqual(before, ImageIdentity.Of(images).Sha256);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What took long, and when it was written.</summary>
    Dictionary<string, DateTime> Kept() => Directory.EnumerateFiles(_folder.File("out"), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "cells" || Path.GetFileName(file) == "classifier.safetensors")
        .ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
