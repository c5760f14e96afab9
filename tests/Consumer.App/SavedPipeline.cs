using Microsoft.ML;
using Microsoft.ML.Data;

namespace Consumer.App;

/// <summary>A pipeline saved as model.zip, used with ML.NET alone.</summary>
static class SavedPipeline
{
    /// <summary>Predicts every row.</summary>
    /// <param name="modelFile">The model.zip; it reads <paramref name="inputColumn"/>, and at most a float "Label" besides.</param>
    /// <param name="inputs">The inputs, one row after another.</param>
    /// <param name="inputColumn">The column of inputs, a vector of float.</param>
    /// <param name="outputColumn">The column to read, a vector of float.</param>
    public static float[] Predict(string modelFile, float[] inputs, string inputColumn, string outputColumn)
    {
        var ml = new MLContext();
        var model = ml.Model.Load(modelFile, out var schema);
        var type = (VectorDataViewType)schema[inputColumn].Type;
        var definition = SchemaDefinition.Create(typeof(Row));
        var column = definition[nameof(Row.Values)];
        (column.ColumnName, column.ColumnType) = (inputColumn, type);
        var rows = inputs.Chunk(type.Size).Select(values => new Row { Values = values });
        var predictions = model.Transform(ml.Data.LoadFromEnumerable(rows, definition));
        return [.. predictions.GetColumn<float[]>(outputColumn).SelectMany(values => values)];
    }

    sealed class Row
    {
        public float[] Values = [];

        // A pipeline that maps labels to keys wants the column at prediction too, whatever it holds.
        public float Label { get; init; }
    }
}
