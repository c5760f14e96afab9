using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>CIFAR-10 or CIFAR-100 in its binary version: records of one or two label bytes and 3x32x32 pixels, plane by plane.</summary>
sealed class CifarBinary : IDatasetDefinition
{
    const int Side = 32;
    const int PixelBytes = 3 * Side * Side;

    readonly string[] _train;
    readonly string _test;
    readonly string _names;
    readonly int _labelBytes;

    CifarBinary(string name, string title, string[] train, string test, string names, int labelBytes)
    {
        (Name, Title) = (name, title);
        (_train, _test, _names, _labelBytes) = (train, test, names, labelBytes);
    }

    public static CifarBinary Cifar10 { get; } = new(
        "cifar10", "CIFAR-10, binary version", [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")], "test_batch.bin", "batches.meta.txt", labelBytes: 1);

    /// <summary>Of the two labels of a record the second, fine one counts.</summary>
    public static CifarBinary Cifar100 { get; } = new(
        "cifar100", "CIFAR-100, binary version", ["train.bin"], "test.bin", "fine_label_names.txt", labelBytes: 2);

    public string Name { get; }

    public string Title { get; }

    public string Published => "https://www.cs.toronto.edu/~kriz/cifar.html";

    public string Layout => $"{string.Join(", ", _train)}, {_test} and {_names}";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        var classes = files.Lines(_names);
        var labels = new List<int>();
        using var pixels = new MemoryStream();
        foreach (string name in split == DatasetSplit.Train ? _train : [_test])
        {
            byte[] bytes = File.ReadAllBytes(files.File(name));
            int record = _labelBytes + PixelBytes;
            if (bytes.Length == 0 || bytes.Length % record != 0)
                throw files.Invalid(name, $"has {bytes.Length} bytes, which are not a whole number of records of {record}");
            for (int start = 0; start < bytes.Length; start += record)
            {
                int label = bytes[start + _labelBytes - 1];
                if (label >= classes.Count) throw files.Invalid(name, $"has the class {label} in record {start / record}; {_names} names {classes.Count}");
                labels.Add(label);
                pixels.Write(bytes, start + _labelBytes, PixelBytes);
            }
        }
        var native = new ImageDataset(new ImageShape(3, Side, Side), pixels.ToArray(), labels, [.. classes]);
        return native.Shape == shape ? native : new ResizedImages(native, shape);
    }
}
