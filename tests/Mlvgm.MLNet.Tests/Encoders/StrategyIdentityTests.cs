using System.Globalization;
using Microsoft.ML;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>A run goes on with the views it began with, whatever their files are called.</summary>
public sealed class StrategyIdentityTests : EncoderTests
{
    static StrategyIdentityTests() => MeasurementStrategies.Register();

    [Fact]
    public void Another_walker_under_the_same_name_is_refused()
    {
        WriteWalker("w.safetensors", 0.1f);
        Train("w.safetensors", ExistingRun.Replace);
        WriteWalker("w.safetensors", 0.2f);
        Assert.Contains("content.strategy", Assert.Throws<InvalidOperationException>(() => Train("w.safetensors", ExistingRun.Resume)).Message);
    }

    [Fact]
    public void The_same_walker_in_another_file_is_the_same()
    {
        WriteWalker("w.safetensors", 0.1f);
        var trained = Train("w.safetensors", ExistingRun.Replace);
        File.Move(Folder.File("w.safetensors"), Folder.File("moved.safetensors"));
        Assert.Equal(trained.Training.Steps, Train("moved.safetensors", ExistingRun.Resume).Training.Steps);
    }

    [Fact]
    public void A_run_begun_where_decimals_have_a_comma_goes_on_where_they_have_a_point()
    {
        var culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        string Options() => File.ReadAllText(Directory.GetFiles(Folder.Path, "options.json", SearchOption.AllDirectories).Single());
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("0,5", $"{0.5}");
            TrainWith("random:0.3", ExistingRun.Replace);
            Assert.DoesNotContain("0,3", Options());
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            TrainWith("random:0.3", ExistingRun.Resume);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    TrainedEncoder TrainWith(string strategy, ExistingRun existing) =>
        Estimator(options => options with { Run = options.Run with { Existing = existing } }).Train(ML.Data.LoadFromGenerator(
            Generator, StrategyText.Parse(strategy, Generator.Layout), new() { AnchorColumnName = "Image", Seed = 3 }));

    TrainedEncoder Train(string walker, ExistingRun existing)
    {
        var strategy = StrategyText.Parse($"global=learned:{walker}", Generator.Layout, Folder.Path);
        var named = ViewStrategy.PerLatent("mine", strategy.Parts);
        var view = ML.Data.LoadFromGenerator(Generator, named, new() { AnchorColumnName = "Image", Seed = 3 });
        return Estimator(options => options with { Run = options.Run with { Existing = existing } }).Train(view);
    }

    void WriteWalker(string name, float weight)
    {
        float[] weights = [.. Enumerable.Repeat(weight, 64)];
        new WalkerFile(new Walker(weights, weights[..8], weights, weights[..8]), ["global"]).Write(Folder.File(name));
    }
}
