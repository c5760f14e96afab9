using Consumer.App;

namespace Consumer.Tests;

public class SavedPipelineTests
{
    /// <summary>Processors differ in the last bits of a convolution; only processes on one machine are compared to the bit.</summary>
    const float AcrossMachines = 1e-4f;

    [Fact]
    public async Task A_pipeline_saved_by_the_library_predicts_in_a_process_without_it_what_it_predicted_there()
    {
        var second = await ConsumerProcess.Predict(Fixture.Pipeline, Fixture.Images, Fixture.InputColumn, "Score");
        Assert.Equal(Fixture.Scores.Length, second.Outputs.Length);
        for (int i = 0; i < second.Outputs.Length; i++) Assert.Equal(Fixture.Scores[i], second.Outputs[i], AcrossMachines);
    }

    [Fact]
    public async Task A_process_with_the_package_and_one_without_predict_the_same_bits()
    {
        var second = await ConsumerProcess.Predict(Fixture.Pipeline, Fixture.Images, Fixture.InputColumn, "Score");
        Assert.Equal(SavedPipeline.Predict(Fixture.Pipeline, Fixture.Images, Fixture.InputColumn, "Score"), second.Outputs);
    }

    [Fact]
    public async Task The_second_process_loads_neither_TorchSharp_nor_anything_of_the_library()
    {
        var second = await ConsumerProcess.Predict(Fixture.Pipeline, Fixture.Images, Fixture.InputColumn, "Score");
        Assert.Contains("Microsoft.ML.OnnxTransformer", second.Assemblies);
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal));
    }
}
