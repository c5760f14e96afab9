using System.Text;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.Testing;
using Mlvgm.Testing.Fuzzing;
using Mlvgm.Testing.TorchScript;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small weight files.</summary>
static class WeightFileSeeds
{
    const int RandomPickles = 24;

    public static IEnumerable<byte[]> Legacy() => [Sample("pth-legacy").Bytes, .. Random()];

    public static IEnumerable<byte[]> Zip()
    {
        using var folder = new TemporaryFolder();
        var zip = Sample("pth-zip");
        return [zip.Bytes, Sample("pth-big-endian").Bytes, zip.Contents!, File.ReadAllBytes(TinyScript.Write(folder.Path)), .. Random()];
    }

    public static IEnumerable<byte[]> Pickles(string sample) => [Sample(sample).Bytes, .. Random()];

    public static IEnumerable<byte[]> Walkers()
    {
        var walker = Sample("walker");
        return [walker.Bytes, walker.Contents!];
    }

    public static IEnumerable<byte[]> Safetensors() =>
    [
        Sample("safetensors").Bytes, Of(), Of(SafetensorsTensor.Of<double>("d", new double[] { 1 }, 1, 1, 1)),
        // The bytes are not what the header says: numbers of eight bits, a shape without end, an offset behind the file, a name twice.
        Header("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 2),
        Header("""{"a":{"dtype":"F8_E4M3","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0),
        Header("""{"a":{"dtype":"BF16","shape":[1],"data_offsets":[9,1]},"a":{}}""", 9), Header("""{"__metadata__":{"é":"\ud83d\ude00"}}""", 0),
    ];

    /// <summary>A file of these tensors.</summary>
    static byte[] Of(params SafetensorsTensor[] tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, null);
        return stream.ToArray();
    }

    static byte[] Header(string json, int data)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[data]];
    }

    static SampleFile Sample(string name) => SampleFiles.All.Single(file => file.Name == name);

    /// <summary>Pickles with all instructions and names among them, in an order that makes little sense.</summary>
    static IEnumerable<byte[]> Random()
    {
        var pickles = new RandomPickle(new Random(1));
        return Enumerable.Range(0, RandomPickles).Select(_ => pickles.Next());
    }
}
