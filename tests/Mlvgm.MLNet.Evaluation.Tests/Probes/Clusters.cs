using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

/// <summary>Gaussian clusters, one per class, whose centres lie <c>separation</c> standard deviations out on one axis each.</summary>
static class Clusters
{
    public static IDataView Draw(MLContext ml, int classes, int perClass, double separation, ulong seed, int width = 12)
    {
        var rows = new List<LabelledFeatures.Row>();
        for (int i = 0; i < classes * perClass; i++)
        {
            var stream = new RandomStream(new SeedKey(seed, "cluster", step: i));
            var features = new float[width];
            TruncatedNormal.Standard.Fill(features, ref stream);
            features[i % classes] += (float)separation;
            rows.Add(new LabelledFeatures.Row { Features = features, Label = (uint)(i % classes) });
        }
        return View(ml, rows, width, classes);
    }

    public static IDataView View(MLContext ml, IEnumerable<LabelledFeatures.Row> rows, int width, int classes)
    {
        var schema = Microsoft.ML.Data.SchemaDefinition.Create(typeof(LabelledFeatures.Row));
        schema["Features"].ColumnType = new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Single, width);
        schema["Label"].ColumnType = new Microsoft.ML.Data.KeyDataViewType(typeof(uint), classes);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
