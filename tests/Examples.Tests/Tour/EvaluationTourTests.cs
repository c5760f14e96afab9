using ApiTour;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Onnx;

namespace Examples.Tests.Tour;

/// <summary>Judging encoders and generators, and whole experiments.</summary>
public sealed class EvaluationTourTests(TourFiles files) : IClassFixture<TourFiles>
{
    [Fact]
    public void Shipped_models_are_opened_by_name()
    {
        var (lines, latents, width) = ShippedFiles.Run();
        Assert.Contains(lines, line => line.StartsWith("fashion-mnist-nvae: ", StringComparison.Ordinal));
        Assert.Equal(["z0", "z1", "z2"], latents);
        Assert.True(width > 1);
    }

    [Fact]
    public void Other_labels_are_another_identity_and_are_named()
    {
        var (differences, refusal) = WhatItWasComputedFrom.Run(files.Generator, files.New("identity"));
        Assert.Contains("labels", Assert.Single(differences).Name);
        Assert.Contains("labels", refusal);
        Assert.Equal((true, false), WhatItWasComputedFrom.Hash(files.Encoder));
    }

    [Fact]
    public void An_encoder_alone_computes_what_the_pipeline_computes()
    {
        var (card, difference) = EncoderAlone.Run(files.Encoder);
        Assert.Equal("small: 1x8x8, 5 features, trained by none", card);
        Assert.InRange(difference, 0, 1e-6);
        Assert.InRange(EncoderAlone.Generate(files.Generator, Path.Combine(files.New("onnx"), "generator.onnx")), 0, 1e-4);
    }

    [Fact]
    public void A_network_of_others_is_told_what_it_takes()
    {
        string folder = files.New("foreign");
        string network = PlainModels.Classifier(channels: 1, side: 8).Save(Path.Combine(folder, "theirs.onnx"));
        var (card, difference) = ForeignEncoder.Run(network, Path.Combine(folder, "copy.onnx"));
        Assert.Equal(("theirs: 1x8x8, Stretch, minus 127.5", 0f), (card, difference));
    }

    [Theory]
    // Outputs of this network are small sums of large products, of which rounding leaves more.
    [InlineData(WeightStorage.Float16, 2, 0.06)]
    [InlineData(WeightStorage.Int8, 3, 0.2)]
    public void A_smaller_encoder_gives_nearly_the_same_features(WeightStorage storage, int bytesSpared, double mostApart)
    {
        string network = PlainModels.Classifier(channels: 3, side: 8, width: 400).Save(Path.Combine(files.New("rounded"), "encoder.onnx"));
        EncoderCard.Of(network, new EncoderInputOptions { PixelMaximum = 255 }).WriteInto(network);
        var (written, said, difference) = SmallEncoder.Run(network, Path.Combine(files.New("rounded"), "small.onnx"), storage);
        Assert.Equal(["conv.weight"], storage == WeightStorage.Int8 ? written.Int8 : written.Float16);
        // Of 8 bits, each output has a scale of 4 bytes.
        int scales = storage == WeightStorage.Int8 ? 4 * 400 : 0;
        Assert.InRange(written.BytesBefore - written.BytesAfter, bytesSpared * 400 * 27 - scales - 500, bytesSpared * 400 * 27 - scales);
        Assert.Equal(storage, said);
        Assert.InRange(difference, 1e-7, mostApart);
    }

    [Fact]
    public void An_image_has_the_same_features_in_every_way()
    {
        string folder = files.New("encoded");
        Small.WriteImages(folder, 1);
        var features = EncodedImages.Run(files.Encoder, Path.Combine(folder, "dark", "0.png"), Path.Combine(folder, "model.zip"));
        Assert.Equal(5, features.Count);
        Assert.All(features, vector => Assert.Equal(features[0], vector));
    }

    [Fact]
    public void Every_probe_tells_dark_from_bright()
    {
        Assert.All(Probing.Run(files.Encoder), probe => Assert.True(probe.Top1 > 0.8, $"{probe}"));
        var (perClass, neighbours) = Probing.Look(files.Encoder);
        Assert.Equal([1.0, 1.0], perClass);
        Assert.Equal(0, neighbours[0]);
        Assert.All(neighbours, row => Assert.Equal(0, row % 2));
    }

    [Fact]
    public void Features_are_compared_with_the_same_labels()
    {
        var (table, cells, difference) = ComparedFeatures.Run(files.Encoder);
        Assert.Contains("| encoder", table);
        Assert.Equal(4, cells.Count);
        Assert.Contains("over 3 draws of labels", difference);
    }

    [Fact]
    public void An_encoder_is_judged_on_data_sets_published_and_own()
    {
        var (datasets, mean) = TransferredEncoder.Run(files.Encoder, files.Data);
        Assert.Equal(["dark-and-bright", "idx"], datasets);
        Assert.True(mean > 0.9);
        var (finished, told) = TransferredEncoder.Kept(files.Encoder, files.Data, files.New("transfer"));
        Assert.True(finished);
        Assert.All(told, progress => Assert.Equal(1, progress.Total));
    }

    [Fact]
    public void Samples_are_judged_by_a_classifier_that_is_kept()
    {
        var (report, lines) = GeneratorSamples.Run(files.Generator, files.New("quality"));
        Assert.Equal(["class dark", "class bright", "factor 1", "factor 0.5", "latent z0", "latent z1"], lines);
        Assert.InRange(report.ClassifierAccuracy, 0.5, 1);
        Assert.True(GeneratorSamples.Kept(files.Generator, files.Data, files.New("kept")));
    }

    [Fact]
    public void An_experiment_of_ones_own_is_indexed()
    {
        string folder = files.New("experiments");
        var (results, rows) = OwnExperiment.Run(files.Generator, files.Data, Path.Combine(folder, "gentle"));
        Assert.True(results.IsFinished);
        Assert.Equal(["raw pixels", "none", "gentle"], rows.Select(row => row.Split(':')[0]));
        var (designs, generator, named) = OwnExperiment.ByName(files.Generator, files.Data, Path.Combine(folder, "views"));
        Assert.Contains("views", designs);
        Assert.NotEmpty(generator);
        Assert.Contains(named, name => name.Contains("tiny", StringComparison.Ordinal));
        var (titles, hasPage) = OwnExperiment.Index(folder);
        Assert.Equal((2, true), (titles.Count, hasPage));
    }

    [Fact]
    public void Encoders_are_evaluated_embedded_and_shown()
    {
        var (finished, rows, table) = EvaluatedEncoders.Run(files.Encoder, files.Data, files.New("evaluated"));
        Assert.True(finished);
        // Pixels and features, by the linear probe and by the neighbours.
        Assert.Equal(["raw pixels 1x8x8", "raw pixels 1x8x8, nearest neighbours", "small", "small, nearest neighbours"], rows);
        Assert.Contains("n = 2 seeds", table);
        var (lines, classes, width) = EvaluatedEncoders.Embed(files.Encoder, files.Data, files.New("embedded"));
        Assert.Equal((21, 2, 5), (lines, classes.Count, width));
        var (page, picture) = ModelPages.Run(files.Generator, files.Encoder, files.Data, files.New("card"));
        Assert.StartsWith("#", page);
        Assert.True(picture > 200);
    }

    [Fact]
    public void Ways_of_feeding_are_measured()
    {
        var (ways, images, told) = FedEpochs.Run(files.Generator, files.Data, files.New("fed"));
        Assert.Equal(4, ways.Distinct().Count());
        Assert.Equal((16, 5), (images, told));
    }

    [Fact]
    public void Results_of_two_evaluations_stand_in_one_table()
    {
        var first = new Mlvgm.MLNet.Experiments.Probes.EncoderEvaluation(new() { LabelsPerClass = [4], Draws = 2, Device = "cpu" });
        var table = first.Run([files.Encoder], new Mlvgm.MLNet.Experiments.Inputs.ImageSource(files.Data), files.New("joined")).Table;
        Assert.Equal(2 * table.Cells.Select(cell => cell.Features).Distinct().Count(), ComparedFeatures.Join(table, table).Count);
    }
}
