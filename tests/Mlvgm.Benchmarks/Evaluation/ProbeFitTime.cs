using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlvgm.MLNet.Data;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>
/// What the settings of ML.NET's L-BFGS cost and bring when it is fitted to 50,000 rows of 512 features: random rectified projections of CIFAR-10's pixels,
/// correlated and not separable, as an encoder's features are.
/// </summary>
static class ProbeFitTime
{
    const string Archive = "../shared/data/cifar10-jpeg.zip";
    const int Width = 512;
    const float L2PerRow = 1e-2f;

    public static void Run(TextWriter output)
    {
        if (!File.Exists(Archive))
        {
            output.WriteLine($"There is no '{Archive}': run this in the repository's root, beside shared.");
            return;
        }
        var ml = new MLContext(seed: 1);
        Row[] train = Features(DatasetSplit.Train), test = Features(DatasetSplit.Test);
        var (trainView, testView) = (View(ml, train), View(ml, test));
        var normalizer = ml.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false).Fit(trainView);
        (trainView, testView) = (ml.Data.Cache(normalizer.Transform(trainView)), normalizer.Transform(testView));
        output.WriteLine($"{train.Length} rows of {Width} features.");
        output.WriteLine();
        output.WriteLine("| L2 a row | history | tolerance | threads | seconds | top-1, training | top-1, test | log loss, test |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (float tolerance in new[] { 1e-3f, 1e-4f, 1e-5f, 1e-6f, 1e-7f }) Line(L2PerRow, 20, tolerance, 1);
        foreach (int history in new[] { 5, 50 }) Line(L2PerRow, history, 1e-4f, 1);
        Line(L2PerRow, 20, 1e-4f, Environment.ProcessorCount);
        foreach (float l2 in new[] { 0f, 1e-4f, 1e-3f, 1e-1f }) Line(l2, 20, 1e-4f, 1);

        void Line(float l2, int history, float tolerance, int threads)
        {
            var trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                L1Regularization = 0,
                L2Regularization = l2 * train.Length,
                HistorySize = history,
                OptimizationTolerance = tolerance,
                NumberOfThreads = threads,
            });
            MulticlassPredictionTransformer<MaximumEntropyModelParameters>? model = null;
            double seconds = Interleaved.Seconds(() => model = trainer.Fit(trainView));
            var (own, held) = (ml.MulticlassClassification.Evaluate(model!.Transform(trainView)), ml.MulticlassClassification.Evaluate(model.Transform(testView)));
            output.WriteLine(FormattableString.Invariant(
                $"| {l2:g} | {history} | {tolerance:g} | {threads} | {seconds:f1} | {own.MicroAccuracy:p2} | {held.MicroAccuracy:p2} | {held.LogLoss:f4} |"));
        }
    }

    static Row[] Features(DatasetSplit split)
    {
        var dataset = ImageDatasetReader.Read(Archive, new ImageDatasetOptions { Split = split });
        var random = new Random(1);
        int size = dataset.Shape.Size;
        float[] weights = [.. Enumerable.Range(0, Width * size).Select(_ => (float)((random.NextDouble() - 0.5) / Math.Sqrt(size)))];
        var rows = new Row[dataset.Count];
        Parallel.For(0, rows.Length, i =>
        {
            float[] image = new float[size], features = new float[Width];
            dataset.Read(i, image);
            for (int j = 0; j < Width; j++)
                features[j] = Math.Max(0, System.Numerics.Tensors.TensorPrimitives.Dot<float>(image, weights.AsSpan(j * size, size)));
            rows[i] = new Row { Features = features, Label = (uint)dataset.Labels[i] };
        });
        return rows;
    }

    static IDataView View(MLContext ml, Row[] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Width);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), 10);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    sealed class Row
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
