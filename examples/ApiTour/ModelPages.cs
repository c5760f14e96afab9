using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>A page about a model, and a picture of the views that it learns from.</summary>
public static class ModelPages
{
    /// <summary>Writes both.</summary>
    /// <returns>The page's text, and the bytes of the picture.</returns>
    public static (string Page, long Picture) Run(string generatorPath, string encoderPath, string data, string folder)
    {
        string page = new ModelCard(new ModelCard.Options { Strategy = "z1=resample", Device = "cpu" }).Write(generatorPath, encoderPath, new ImageSource(data), folder);
        using TorchGenerator generator = NamedGenerator.LoadTorch(generatorPath, DeviceChoice.Parse("cpu"));
        string picture = Path.Combine(folder, "views.png");
        ViewStrategy[] strategies = [ViewStrategy.None, StrategyText.Parse("z1=resample", generator.Layout)];
        new ViewPicture(new ViewPicture.Options { Count = 4 }).Write(picture, generator, strategies);
        return (File.ReadAllText(page), new FileInfo(picture).Length);
    }
}
