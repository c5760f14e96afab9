using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Perturbations;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Perturbations;

public class LearnedPerturbationEstimatorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TinyGenerator _generator = new();
    readonly MLContext _ml = new(seed: 1);

    GeneratedDataView View => _ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, new GeneratedDataView.Options { RowCount = 6 });

    LearnedPerturbationEstimator Estimator(string input = "local") => _ml.Transforms.LearnedPerturbation(
        "Moved", input, new LearnedPerturbationEstimator.Options
        {
            RunDirectory = _folder.Path,
            Measurement = new MeasurementOptions { Pairs = 4, EncoderWidth = 4, CropShare = 1, MaximumIterations = 3, Device = "cpu" },
        });

    [Fact]
    public void Fitting_gives_a_column_of_moved_latents_that_saves_and_loads()
    {
        var trained = Estimator().Train(View);
        using var transformer = trained.Transformer;
        var walker = WalkerFile.Read(trained.WalkerPath).Walker;
        var rows = transformer.Transform(View);
        float[][] latents = [.. rows.GetColumn<float[]>("local")], moved = [.. rows.GetColumn<float[]>("Moved")];
        Assert.Equal(6, moved.Length);
        float[] expected = new float[walker.Size];
        for (int row = 0; row < 6; row++)
        {
            walker.Move(latents[row], expected);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], moved[row][i], 1e-4f);
        }
        _ml.Model.Save(transformer, View.Schema, _folder.File("model.zip"));
        using var loaded = (IDisposable)_ml.Model.Load(_folder.File("model.zip"), out _);
        Assert.Equal(moved[5], ((ITransformer)loaded).Transform(View).GetColumn<float[]>("Moved").Last());
    }

    [Fact]
    public void The_schema_promised_is_the_schema_given()
    {
        using var transformer = Estimator().Fit(View);
        var given = transformer.GetOutputSchema(View.Schema)["Moved"];
        Assert.Equal(NumberDataViewType.Single, ((VectorDataViewType)given.Type).ItemType);
        Assert.Equal(128, ((VectorDataViewType)given.Type).Size);
    }

    [Fact]
    public void Views_that_no_generator_makes_and_columns_that_are_no_latent_are_refused()
    {
        var rows = _ml.Data.LoadFromEnumerable([new Row()]);
        Assert.Contains("LoadFromGenerator", Assert.Throws<ArgumentException>(() => Estimator().Fit(rows)).Message);
        Assert.Contains("'z' among the latents global, local", Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("z").Fit(View)).Message);
        Assert.Throws<ArgumentException>(() => _ml.Transforms.LearnedPerturbation("z", "z"));
    }

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    sealed class Row
    {
        [VectorType(8)]
        public float[] Global { get; set; } = new float[8];
    }
}
