using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles;

/// <summary>A safetensors file as weight file contents.</summary>
static class SafetensorsLayout
{
    /// <summary>Opens the file.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static WeightFileContents Open(string path, FileBytes file, ReadBudget budget)
    {
        var header = SafetensorsHeader.Read(file, path, budget);
        var tensors = new OrderedDictionary<string, WeightTensor>(header.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in header.Entries)
        {
            var bytes = new ByteSlice(file, header.DataStart + entry.Begin, entry.End - entry.Begin);
            long[] shape = [.. entry.Shape];
            var storage = new TensorStorage(StoredType.Named(entry.TypeName), TensorShape.Elements(shape), bytes);
            tensors.Add(entry.Name, new WeightTensor(TensorView.Whole(storage, shape, budget)));
        }
        return new WeightFileContents(path, WeightFileFormat.Safetensors, file, root: null, tensors, header.Metadata);
    }
}
