using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Pictures;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.Tests.Pictures;

public sealed class ViewPictureTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void A_row_of_anchors_and_a_row_for_each_strategy_by_the_seed_alone()
    {
        var generator = NamedGenerator.Load(_world.Generator, DeviceChoice.Parse("cpu"));
        using var owned = generator as IDisposable;
        ViewStrategy[] strategies = [ViewStrategy.None, ViewStrategy.Uniform(generator.Layout, new ResamplePerturbation())];
        byte[] Draw(ulong seed)
        {
            string path = _world.File("views.png");
            new ViewPicture(new ViewPicture.Options { Count = 3, Scale = 2, Seed = seed }).Write(path, generator, strategies);
            return File.ReadAllBytes(path);
        }
        byte[] first = Draw(1);
        // The IHDR chunk comes first: 3 columns of 8 pixels and 3 rows of 8, doubled, with a pixel between.
        Assert.Equal((50, 50), (first[18] * 256 + first[19], first[22] * 256 + first[23]));
        Assert.Equal(first, Draw(1));
        Assert.NotEqual(first, Draw(2));
        float[] images = ViewRows.Draw(generator, strategies, 3, 1, CancellationToken.None);
        int row = 3 * TinyModels.Shape.Size;
        Assert.Equal(images[..row], images[row..(2 * row)]);
        Assert.NotEqual(images[..row], images[(2 * row)..]);
    }

    [Fact]
    public void Options_are_checked_at_once() =>
        Assert.Equal(2, Assert.Throws<SettingsException>(() => new ViewPicture(new ViewPicture.Options { Count = 0, Scale = 65 })).Violations.Count);

    public void Dispose() => _world.Dispose();
}
