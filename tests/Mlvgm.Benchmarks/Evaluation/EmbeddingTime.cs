using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>
/// The features of 10,000 images by the library's batched path, which starts from bytes, against ONNX Runtime called directly on floats that lie in
/// memory, at its best batch size and number of threads, and against ML.NET's ApplyOnnxModel, which scores row by row.
/// </summary>
static class EmbeddingTime
{
    const int Images = 10_000;
    const int Rounds = 7;
    static readonly ImageShape Shape = new(1, 32, 32);
    static readonly int[] BatchSizes = [1, 8, 16, 32, 64, 128, 256];

    public static void Run(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("mlvgm-embedding-").FullName;
        try
        {
            string path = SampleEncoder.Write(folder);
            byte[] pixels = new byte[Images * Shape.Size];
            new Random(1).NextBytes(pixels);
            var dataset = new ImageDataset(Shape, pixels, [], []);
            float[] images = [.. pixels.Select(pixel => pixel / 255f)];
            using var ownThreads = new InferenceSession(path);
            using var everyCore = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
            using var allThreads = new InferenceSession(path, everyCore);
            using var encoder = new OnnxEncoder(path);

            output.WriteLine($"| ONNX Runtime, images a batch | images/s, threads of its choice | images/s, {Environment.ProcessorCount} threads |");
            output.WriteLine("|---|---:|---:|");
            var speeds = new Dictionary<(InferenceSession Session, int Batch), double>();
            foreach (int batch in BatchSizes)
            {
                foreach (var tried in new[] { ownThreads, allThreads })
                {
                    Direct(tried, images, batch);
                    speeds[(tried, batch)] = Images / Enumerable.Range(0, 3).Min(_ => Interleaved.Seconds(() => Direct(tried, images, batch)));
                }
                output.WriteLine(FormattableString.Invariant($"| {batch} | {speeds[(ownThreads, batch)]:f0} | {speeds[(allThreads, batch)]:f0} |"));
            }
            var (session, best) = speeds.MaxBy(pair => pair.Value).Key;

            var ml = new MLContext();
            var schema = SchemaDefinition.Create(typeof(Row));
            schema[nameof(Row.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Shape.Size);
            var rows = ml.Data.LoadFromEnumerable(
                Enumerable.Range(0, Images).Select(i => new Row { Image = images.AsSpan(i * Shape.Size, Shape.Size).ToArray() }), schema);
            var model = ml.Transforms.ApplyOnnxModel("Features", "Image", path).Fit(rows);
            output.WriteLine();
            output.WriteLine("| path | images/s | ONNX Runtime beside, images/s | speed over it (quartiles) |");
            output.WriteLine("|---|---:|---:|---:|");
            Compare("batched path", () => DatasetFeatures.Vectors(dataset, encoder));
            Compare("ApplyOnnxModel", () =>
            {
                foreach (float[] features in model.Transform(rows).GetColumn<float[]>("Features")) GC.KeepAlive(features);
            });

            void Compare(string name, Action candidate)
            {
                var result = Interleaved.Compare(() => Direct(session, images, best), candidate, Rounds);
                output.WriteLine(FormattableString.Invariant(
                    $"| {name} | {Images / result.Candidate:f0} | {Images / result.Baseline:f0} | {1 / result.Ratio:f3} ({1 / result.RatioHigh:f3}-{1 / result.RatioLow:f3}) |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static float[] Direct(InferenceSession session, float[] images, int batch)
    {
        using var options = new RunOptions();
        string[] inputs = [.. session.InputNames], outputs = [.. session.OutputNames];
        int width = session.OutputMetadata[outputs[0]].Dimensions[^1];
        float[] features = new float[Images * width];
        for (int start = 0; start < Images; start += batch)
        {
            int count = Math.Min(batch, Images - start);
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, images.AsMemory(start * Shape.Size, count * Shape.Size), [count, Shape.Channels, Shape.Height, Shape.Width]);
            using var results = session.Run(options, inputs, [input], outputs);
            results[0].GetTensorDataAsSpan<float>().CopyTo(features.AsSpan(start * width));
        }
        return features;
    }

    sealed class Row
    {
        public float[] Image { get; set; } = [];
    }
}
