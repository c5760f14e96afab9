using System.Globalization;
using BringYourOwn;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

// BringYourOwn [FOLDER] [STEPS]: everything that can be brought, brought twice, as objects and by name.
string folder = args.Length > 0 ? args[0] : "own-run";
int steps = args.Length > 1 ? int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture) : 200;

var byObject = Training.Run(
    new AlignmentOptions { UniformityWeight = 0.5 }, new ThreeLayersOptions(), new QuarterTurnsOptions(), Path.Combine(folder, "by-object"), steps);
Console.WriteLine($"by object: {byObject.Card.Training!.Method} on {byObject.Card.Training.Generator}, {byObject.Card.FeatureWidth} features, loss {byObject.Training.Loss:F3}");

new OwnExtension().Register();
var byName = Training.Run(
    FrameworkRegistry.All.Find("alignment"), BackboneRegistry.All.Find("three-layers"), AugmentationRegistry.All.Find("quarter-turns"),
    Path.Combine(folder, "by-name"), steps);
Console.WriteLine($"by name: the same bytes {File.ReadAllBytes(byObject.OnnxPath).AsSpan().SequenceEqual(File.ReadAllBytes(byName.OnnxPath))}");

try
{
    Training.Run(new AlignmentOptions { UniformityWeight = -1 }, new ThreeLayersOptions { FeatureCount = 1 }, new QuarterTurnsOptions(), folder, steps);
}
catch (SettingsException e)
{
    foreach (string violation in e.Violations) Console.WriteLine($"refused: {violation}");
}
