using System.IO.Compression;
using CsCheck;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.Testing.Datasets;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>Files with random damage are read, or refused with an error that names them; nothing else happens.</summary>
public class DamagedInputTests
{
    static readonly Gen<(int At, byte Value)[]> Damage = Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 6];

    static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (string name in new[] { "cat/1.png", "cat/2.png", "dog/3.png" })
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(PngWriter.Plain(4, 4, 10, 20, 30));
            }
        }
        return stream.ToArray();
    }

    static void AssertReadOrRefused(string name, byte[] whole)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(name);
        Damage.Sample(damage =>
        {
            byte[] bytes = [.. whole];
            foreach (var (at, value) in damage) bytes[at % bytes.Length] = value;
            File.WriteAllBytes(path, bytes);
            try
            {
                var set = ImageDatasetReader.Read(path, new() { Height = 8, Width = 8, SkipUndecodable = true });
                Assert.Equal(set.Count * set.Shape.Size, set.Pixels.Length);
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(path, e.Message);
            }
        }, iter: 400, threads: 1);
    }

    [Fact]
    public void Damaged_zips() => AssertReadOrRefused("images.zip", Zip());

    [Fact]
    public void Damaged_IDX_files() => AssertReadOrRefused("images-idx3", IdxWriter.Bytes([3, 4, 4], new byte[48]));

    [Fact]
    public void Damaged_gzipped_IDX_files() =>
        AssertReadOrRefused(
            "images-idx3.gz", IdxWriter.Zipped(IdxWriter.Bytes([3, 4, 4], [.. Enumerable.Range(0, 48).Select(i => (byte)(i * i))])));

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Damaged_image_files(SKEncodedImageFormat format)
    {
        byte[] whole = PngWriter.Plain(8, 8, 10, 20, 30, format);
        using var folder = new TemporaryFolder();
        PngWriter.Write(folder.File("a/whole.png"), whole);
        Damage.Sample(damage =>
        {
            byte[] bytes = [.. whole];
            foreach (var (at, value) in damage) bytes[at % bytes.Length] = value;
            File.WriteAllBytes(folder.File("a/damaged.png"), bytes);
            var set = ImageDatasetReader.Read(folder.Path, new() { Height = 8, Width = 8, SkipUndecodable = true });
            Assert.Equal(2, set.Count + set.Skipped.Count);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void An_image_whose_name_cannot_be_one_is_refused_and_no_other_is_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("0.png");
        File.WriteAllBytes(path, PngWriter.Plain(4, 4, 10, 20, 30));
        var set = new ImageFileSet(new ImageShape(3, 4, 4), [path + "\0.png"], [], []);
        Assert.Contains("has a character that no path has", Assert.Throws<InvalidDataException>(() => set.Read(0, new float[48])).Message);
        Assert.NotEqual(set.ContentHash, new ImageFileSet(set.Shape, [path], [], []).ContentHash);
    }
}
