using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.Benchmarks.Memory;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing;
using Mlvgm.Testing.Torch;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>Resident memory over predictions, one image at a time: by the library's encoder and by ML.NET's prediction engine.</summary>
static class PredictionMemory
{
    /// <summary>The verb of one process.</summary>
    public const string ChildVerb = "prediction-memory-of";

    const int Predictions = 100_000;
    const string Alone = "OnnxEncoder";
    const string Engine = "ApplyEncoder, PredictionEngine";
    const int Inputs = 64;

    /// <summary>Both, and every sample into a CSV file.</summary>
    public static void Run(TextWriter output, string csv)
    {
        using var lines = new StreamWriter(csv) { AutoFlush = true };
        lines.WriteLine(MemoryCourse.CsvHeader);
        output.WriteLine(MemoryCourse.Header("predictions"));
        foreach (string way in (string[])[Alone, Engine])
        {
            var course = MemoryCourse.OfChild(way, ChildVerb, way);
            foreach (string line in course.Lines()) lines.WriteLine(line.Replace(way, $"\"{way}\"", StringComparison.Ordinal));
            output.WriteLine(course);
        }
    }

    /// <summary>One of them.</summary>
    public static void RunChild(string way)
    {
        using var folder = new TemporaryFolder();
        string path = TinyModels.Encoder(folder);
        if (way == Alone)
        {
            using var encoder = new OnnxEncoder(path);
            Predict(image => encoder.Encode(image));
            return;
        }
        var ml = new MLContext(seed: 1);
        var transformer = ml.Transforms.ApplyEncoder("Features", "Image", path).Fit(ml.Data.LoadFromEnumerable(Array.Empty<Picture>()));
        using var engine = ml.Model.CreatePredictionEngine<Picture, Embedding>(transformer);
        Predict(image => engine.Predict(new Picture { Image = image }).Features);
    }

    static void Predict(Func<float[], float[]> features)
    {
        int size = TinyModels.Shape.Size;
        double sum = 0;
        for (int i = 1; i <= Predictions; i++)
        {
            float[] image = [.. Enumerable.Range(0, size).Select(pixel => (i % Inputs + pixel) / (float)(size + Inputs))];
            sum += features(image)[0];
            if (i % (Predictions / MemoryCourse.Count) == 0) MemoryCourse.Report(i);
        }
        Console.WriteLine(sum.ToString(CultureInfo.InvariantCulture));
    }

    sealed class Picture
    {
        [VectorType(1, 8, 8)]
        public float[] Image { get; set; } = [];
    }

    sealed class Embedding
    {
        public float[] Features { get; set; } = [];
    }
}
