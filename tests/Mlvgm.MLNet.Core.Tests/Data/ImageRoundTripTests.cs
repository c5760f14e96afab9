using System.IO.Compression;
using CsCheck;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Idx;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>The same images by every way in: what was written is what is read.</summary>
public sealed class ImageRoundTripTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void IDX_files_of_any_shape_read_back_zipped_or_not() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Bool).SelectMany((count, height, width, zipped) =>
            Gen.Select(Gen.Byte.Array[count * height * width], Gen.Byte[0, 4].Array[count]).Select(
                (pixels, labels) => (count, height, width, zipped, pixels, labels)))
        .Sample(given =>
        {
            var (count, height, width, zipped, pixels, labels) = given;
            byte[] images = IdxWriter.Bytes([count, height, width], pixels);
            File.WriteAllBytes(_folder.File("train-images-idx3-ubyte"), zipped ? IdxWriter.Zipped(images) : images);
            File.WriteAllBytes(_folder.File("train-labels-idx1-ubyte"), IdxWriter.Bytes([count], labels));
            var read = ImageDatasetReader.Read(_folder.Path);
            Assert.Equal(new ImageShape(1, height, width), read.Shape);
            Assert.Equal(pixels, read.Pixels.ToArray());
            Assert.Equal(labels.Select(label => (int)label), read.Labels);
            Assert.Equal(labels.Max() + 1, read.ClassNames.Count);
            Assert.Equal(pixels, IdxFile.Read(_folder.File("train-images-idx3-ubyte"), rank: 3).Values);
        }, iter: 100, threads: 1);

    [Fact]
    public void An_IDX_file_cut_or_lengthened_anywhere_is_damaged()
    {
        byte[] whole = IdxWriter.Bytes([2, 3, 3], [.. Enumerable.Range(0, 18).Select(i => (byte)i)]);
        string path = _folder.File("train-images-idx3-ubyte");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
        }
        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Contains("longer than the 18 values", Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }

    [Theory]
    [InlineData(5000, 1, "holds images of 5000x1")]
    [InlineData(1, 5000, "holds images of 1x5000")]
    public void IDX_images_larger_than_the_limit_are_refused(int height, int width, string reason)
    {
        string path = _folder.File("train-images-idx3-ubyte");
        File.WriteAllBytes(path, IdxWriter.Bytes([1, height, width], new byte[5000]));
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(path)).Message);
    }

    [Fact]
    public void A_folder_and_its_zip_have_the_same_images_names_and_identity() => Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Byte, Gen.Byte, Gen.Byte).Array[1, 8], Gen.Int[1, 4], Gen.Int[1, 4]).Sample((images, height, width) =>
        {
            string folder = Directory.CreateDirectory(_folder.File(Guid.NewGuid().ToString("N"))).FullName, zip = folder + ".zip";
            foreach (var (i, (label, red, green, blue)) in images.Index())
            {
                Directory.CreateDirectory(Path.Combine(folder, $"class {label}"));
                float[] pixels = [.. new[] { red, green, blue }.SelectMany(value => Enumerable.Repeat(value / 255f, height * width))];
                ImageGrid.WritePng(Path.Combine(folder, $"class {label}", $"{i}.png"), pixels, new ImageShape(3, height, width), columns: 1, separator: 0);
            }
            ZipFile.CreateFromDirectory(folder, zip);
            var (one, other) = (ImageDatasetReader.Read(folder), ImageDatasetReader.Read(zip));
            Assert.Equal(new ImageShape(3, height, width), one.Shape);
            Assert.Equal(ImageIdentity.Of(one), ImageIdentity.Of(other));
            Assert.Equal(one.ClassNames, other.ClassNames);
            Assert.Equal(images.Select(image => image.Item1).Distinct().Order().Select(label => $"class {label}"), one.ClassNames);
            Assert.Equal(
                images.Select(image => (byte[])[image.Item2, image.Item3, image.Item4]).Select(Convert.ToHexString).Order(),
                Enumerable.Range(0, one.Count).Select(
                    i => Convert.ToHexString([.. Enumerable.Range(0, 3).Select(c => one.Pixels.Span[(i * 3 + c) * height * width])])).Order());
        }, iter: 25, threads: 1);

    [Fact]
    public void A_view_hands_out_every_image_with_its_label_and_is_not_shuffled()
    {
        var images = new ImageDataset(new ImageShape(1, 1, 2), [0, 255, 51, 102], [1, 0], ["a", "b"]);
        var view = new MLContext(seed: 1).Data.LoadFromImageDataset(images);
        Assert.False(view.CanShuffle);
        Assert.Equal(2, view.GetRowCount());
        Assert.Same(ImageFindings.None, ((IImageSet)new NoFindings()).Findings);
    }

    public void Dispose() => _folder.Dispose();

    sealed class NoFindings : IImageSet
    {
        public ImageShape Shape => new(1, 1, 1);

        public int Count => 0;

        public IReadOnlyList<int> Labels => [];

        public IReadOnlyList<string> ClassNames => [];

        public void Read(int index, Span<float> image) => image.Clear();
    }
}
