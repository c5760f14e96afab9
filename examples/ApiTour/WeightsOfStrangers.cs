using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Scripts;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace ApiTour;

/// <summary>Weight files in managed code, without TorchSharp: safetensors written and read, and Python's pickles as plain data.</summary>
public static class WeightsOfStrangers
{
    // pickle.dumps({"epochs": [1, 2, 3], "size": (8, 16), "digest": b"\xde\xad\xbe\xef", "class": torch.nn.Linear, "layer": torch.nn.ReLU(inplace=True)}, 3),
    // where the layer's state is its attribute alone.
    const string Pickled =
        "gAN9KFgGAAAAZXBvY2hzXShLAUsCSwNlWAQAAABzaXplSwhLEIZYBgAAAGRpZ2VzdEME3q2+71gFAAAAY2xhc3NjdG9yY2gubm4ubW9kdWxlcy5saW5lYXIKTGluZWFyClgFAAAA" +
        "bGF5ZXJjdG9yY2gubm4ubW9kdWxlcy5hY3RpdmF0aW9uClJlTFUKKYF9KFgHAAAAaW5wbGFjZYh1YnUu";

    /// <summary>Writes two tensors and reads them: the header alone, one tensor's numbers, and a summary of all.</summary>
    /// <returns>The entries of the header, the numbers of the first tensor, and a line for each tensor.</returns>
    public static (IReadOnlyList<SafetensorsEntry> Entries, float[] Numbers, IReadOnlyList<string> Summary) Safetensors(string path)
    {
        SafetensorsTensor[] tensors =
        [
            SafetensorsTensor.Of<float>("weight", new float[] { 1, 2, 3, 4 }, 2, 2),
            SafetensorsTensor.Of<long>("steps", new long[] { 7 }, 1),
        ];
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, new Dictionary<string, string> { ["made by"] = "the tour" }));
        SafetensorsHeader header = SafetensorsHeader.Read(path);
        using WeightFileContents contents = WeightFile.Open(path);
        if (contents.Format != WeightFileFormat.Safetensors) throw new InvalidDataException($"{Printable.Of(path)} is no safetensors file.");
        WeightTensor weight = contents["weight"];
        float[] numbers = weight.Type == ElementType.Float32 ? weight.ToArray<float>() : [];
        WeightFileSummary summary = WeightFileSummary.Of(path);
        return (header.Entries, numbers, [.. summary.Tensors.Select((TensorSummary tensor) => $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}]")]);
    }

    /// <summary>What a file names that is not known, and what its code may do: nothing of either runs.</summary>
    /// <returns>Classes of which there are records alone, and the code of a TorchScript; null where the file is none.</returns>
    public static (IReadOnlyList<IgnoredName> Ignored, ScriptCode? Code) Strangers(string path)
    {
        File.WriteAllBytes(path, Convert.FromBase64String(Pickled));
        using WeightFileContents contents = WeightFile.Open(path);
        return (contents.Ignored, ScriptCode.Find(path));
    }

    /// <summary>Reads a pickle. Nothing in it runs: classes are names, objects are their attributes.</summary>
    /// <returns>What it says of each of its values.</returns>
    public static IReadOnlyList<string> Pickle(string path)
    {
        File.WriteAllBytes(path, Convert.FromBase64String(Pickled));
        using WeightFileContents contents = WeightFile.Open(path);
        PickledDictionary root = contents.RootAs<PickledDictionary>();
        PickledList epochs = root.Get<PickledList>("epochs");
        PickledTuple size = root.Get<PickledTuple>("size");
        PickledBytes digest = root.Get<PickledBytes>("digest");
        PickledGlobal named = root.Get<PickledGlobal>("class");
        PickledObject layer = root.Get<PickledObject>("layer");
        return
        [
            $"{epochs.Count} epochs",
            $"{size[0]} x {size[1]}",
            Convert.ToHexString(digest.ToArray()),
            $"{named.Module}.{named.Name}",
            $"{layer.ClassName}, in place: {layer.State.Get<bool>("inplace")}",
        ];
    }
}
