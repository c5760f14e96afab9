using ApiTour;
using Mlvgm.MLNet.Data.Images;

namespace Examples.Tests.Tour;

/// <summary>Images, latents, strategies and options.</summary>
public sealed class DataTourTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Images_are_the_same_however_they_are_read_and_a_damaged_file_is_named()
    {
        var (skipped, difference, labels) = ImageData.Run(_folder.Path);
        Assert.Equal(Path.Combine("dark", "damaged.png"), Assert.Single(skipped).Name);
        Assert.Equal(0, difference);
        // Keys count from 1; classes come by name.
        Assert.Equal([1u, 1u, 1u, 2u, 2u, 2u], labels);
    }

    [Fact]
    public void What_a_folder_holds_beside_images_is_counted_and_named()
    {
        var (passedOver, words, dark) = DataFindings.Run(_folder.Path);
        Assert.Equal([(PassedOverReason.Extension, 1), (PassedOverReason.StrayFolder, 1)], passedOver);
        Assert.Equal("1 file is passed over, since .txt is not read: 'train/dark/notes.txt'", words[0]);
        Assert.Contains("@eaDir", words[1]);
        Assert.Equal(3, dark);
    }

    [Fact]
    public void Draws_depend_on_the_seed_alone()
    {
        var (crop, order, draws) = Randomness.Run(3);
        Assert.Equal(Enumerable.Range(0, 10), order.Order());
        Assert.InRange(crop.Height * crop.Width / 1024.0, 0.15, 0.85);
        Assert.All(draws, draw => Assert.InRange(draw, -2, 2));
        Assert.InRange(draws.Average(), -0.15, 0.15);
        Assert.Equal(draws, Randomness.Run(3).Draws);
        Assert.NotEqual(draws, Randomness.Run(4).Draws);
    }

    [Fact]
    public void A_perturbation_moves_its_group_and_nothing_else()
    {
        var moved = LatentVectors.Run();
        Assert.Equal(
            ["none on light at 0, colour at 2", "random on light at 0, colour at 2", "resample on light at 0, colour at 2"], moved.Select(way => way.Part));
        Assert.All(moved, way => Assert.Equal(0, way.Outside));
        Assert.Equal(0, moved[0].Inside);
        Assert.InRange(moved[1].Inside, 0.05, 0.2 + 1e-6);
        Assert.True(moved[2].Inside > 1, $"{moved[2].Inside}");
        var (before, after) = LatentVectors.Walk();
        Assert.Equal(before.Select(value => value + 1), after);
    }

    [Fact]
    public void A_strategy_is_the_same_in_every_form()
    {
        var (texts, help) = StrategyLanguage.Run(_folder.Path);
        Assert.Equal(5, texts.Count);
        Assert.Single(texts.Take(4).Distinct());
        Assert.NotEqual(texts[0], texts[4]);
        Assert.Equal(["tour-gentle"], help);
        Assert.Equal("z0=random:0.1,z1=resample", StrategyLanguage.Find("tour-gentle")?.Text);
    }

    [Fact]
    public void A_perturbation_with_a_file_is_part_of_the_language()
    {
        var (usage, parameters) = ShiftPerturbation.Register();
        Assert.StartsWith("shift", usage);
        Assert.Equal(["back: subtracts", "file: a number for each coordinate"], parameters);
        string path = _folder.File("shift.txt");
        File.WriteAllText(path, "0.5\n-1");
        var layout = new Mlvgm.MLNet.Latents.LatentLayout([new("z", [2])]);
        var strategy = Mlvgm.MLNet.Strategies.StrategyText.Parse($"z=shift:back:{path}", layout);
        var (anchors, positives) = (new Mlvgm.MLNet.Latents.LatentBatch(layout, 1), new Mlvgm.MLNet.Latents.LatentBatch(layout, 1));
        new Mlvgm.MLNet.Views.LatentSampler(layout, strategy, seed: 1).SamplePositives(0, anchors, positives);
        Assert.Equal([-0.5f, 1], positives.Values[0]);
    }

    [Fact]
    public void Options_of_ones_own_are_listed_written_and_refused_as_the_library_s()
    {
        var (json, lines, wrong) = OwnSettings.Run();
        Assert.Equal(3, (int)json["width"]!);
        Assert.Equal(["--width 3: Width of a stroke, in pixels.", "--length 10: Length of a stroke, in pixels."], lines.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(3, wrong.Count);
    }

    [Fact]
    public void A_file_is_complete_or_as_it_was()
    {
        var (content, names) = CompleteFiles.Run(_folder.Path);
        Assert.Equal("second", content);
        Assert.Equal(["notes.txt"], names);
        var (refusal, isFree) = CompleteFiles.Lock(_folder.Path);
        Assert.Contains($"{Environment.ProcessId}", refusal);
        Assert.True(isFree);
    }

    public void Dispose() => _folder.Dispose();
}
