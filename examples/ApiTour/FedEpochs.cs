using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Inputs;

namespace ApiTour;

/// <summary>Seconds and energy of an epoch by ways of feeding an encoder: generating as it is needed, from files, from memory.</summary>
public static class FedEpochs
{
    /// <summary>Measures short epochs of a narrow network.</summary>
    /// <returns>The ways, the images of an epoch, and the reports that came on the way.</returns>
    public static (IReadOnlyList<string> Ways, int Images, int Told) Run(string generatorPath, string data, string folder)
    {
        int told = 0;
        var experiment = new FeedingExperiment(new FeedingExperiment.Options { Batches = [8], Images = 16, Width = 2, Watts = 100, Device = "cpu" });
        FeedingReport report = experiment.Run(generatorPath, new ImageSource(data), folder, _ => told++);
        FeedingSettings settings = report.Settings;
        return ([.. report.Results.Select((FeedingResult epoch) => epoch.Way)], settings.Images, told);
    }
}
