using Mlvgm.MLNet.Frameworks.Dino;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class DinoTests
{
    static readonly DinoOptions Options = new()
    {
        BatchNormInHead = false,
        OutputWidth = 7,
        BottleneckWidth = 4,
        HiddenWidth = 8,
        TargetMomentum = 0.8,
        CenterMomentum = 0.75,
        StudentTemperature = 0.5,
        FirstTeacherTemperature = 0.1,
        TeacherTemperature = 0.4,
        TeacherWarmupShare = 0.3,
        FrozenOutputShare = 0.2,
    };

    [Theory]
    [InlineData(null, 0.1)]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.4)]
    [InlineData(9, 0.4)]
    public void The_student_is_to_predict_the_other_views_teacher_at_the_temperature_of_the_step(int? stepDone, double temperature)
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        if (stepDone is { } step) setup.Framework.AfterStep(setup.Encoder, step, steps: 10);
        // The teacher is another network than the student, and has a centre.
        using (no_grad()) setup.Framework.Heads.get_parameter("target.projector.projector.0.weight")!.mul_(-2).add_(0.1);
        double[] center = [0.1, -0.2, 0.3, 0, 0.4, -0.1, 0.2];
        setup.Framework.Heads.get_buffer("center")!.copy_(tensor(center));
        double expected = DinoLossTests.Plain(
            setup.Pass(setup.Anchors, "student"), setup.Pass(setup.Positives, "student"),
            setup.Pass(setup.Anchors, "target"), setup.Pass(setup.Positives, "target"), center, 0.5, temperature);
        Assert.Equal(expected, setup.Loss(), 10);
    }

    [Fact]
    public void Swapping_the_views_changes_nothing_and_embeddings_have_length_one()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options with { CenterMomentum = 1 });
        Assert.Equal(setup.Loss(), setup.Loss(swapped: true), 12);
        double[][] embeddings = PlainLoss.Rows(setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Embeddings);
        Assert.Equal((5, 4), (embeddings.Length, embeddings[0].Length));
        Assert.All(embeddings, row => Assert.Equal(1, PlainMath.Dot(row, row), 12));
    }

    [Fact]
    public void Outputs_are_cosines_whatever_the_length_of_the_last_layers_rows()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        double[][] outputs = setup.Pass(setup.Anchors, "student");
        Assert.All(outputs.SelectMany(row => row), output => Assert.InRange(output, -1, 1));
        using (no_grad()) setup.Framework.Heads.get_parameter("student.outputs.weight")!.mul_(3);
        foreach (var (row, longer) in outputs.Zip(setup.Pass(setup.Anchors, "student")))
            Assert.All(row.Zip(longer), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options with { CenterMomentum = 1, FrozenOutputShare = 0 });
        setup.AssertGradients("student.projector.0.weight", "student.projector.2.weight", "student.projector.4.weight", "student.outputs.weight");
    }

    [Fact]
    public void So_is_that_of_the_head_with_batch_normalisation_which_is_the_default()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options with { BatchNormInHead = new DinoOptions().BatchNormInHead, CenterMomentum = 1, FrozenOutputShare = 0 });
        setup.AssertGradients("student.projector.0.weight", "student.projector.3.weight", "student.projector.6.weight", "student.outputs.weight");
    }

    [Fact]
    public void The_centre_moves_to_the_mean_of_the_teachers_outputs_by_its_momentum()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        double[][] teacher = setup.Pass(cat([setup.Anchors, setup.Positives]), "target");
        double[] mean = [.. Enumerable.Range(0, 7).Select(output => teacher.Average(row => row[output]))];
        double[] Center() => setup.Framework.Heads.get_buffer("center")!.data<double>().ToArray();
        Assert.All(Center(), value => Assert.Equal(0, value));
        setup.Loss();
        Assert.All(Center().Zip(mean), pair => Assert.Equal(0.25 * pair.Second, pair.First, 10));
        setup.Loss();
        Assert.All(Center().Zip(mean), pair => Assert.Equal((0.25 * 0.75 + 0.25) * pair.Second, pair.First, 10));
    }

    [Fact]
    public void The_last_layer_does_not_turn_before_its_share_of_the_run_is_done()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        var rows = setup.Framework.Heads.get_parameter("student.outputs.weight")!;
        Assert.True(Largest() == 0);
        setup.Framework.AfterStep(setup.Encoder, step: 0, steps: 10);
        Assert.True(Largest() == 0);
        setup.Framework.AfterStep(setup.Encoder, step: 1, steps: 10);
        Assert.True(Largest() > 1e-3);

        double Largest()
        {
            setup.Framework.Heads.zero_grad();
            setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Loss.backward();
            return rows.grad!.abs().max().item<double>();
        }
    }

    [Theory]
    [InlineData(128, 512)]
    [InlineData(2048, 2048)]
    public void The_head_has_the_papers_widths_for_its_backbone_and_smaller_ones_for_smaller(int features, int hidden)
    {
        var shapes = FrameworkSetup.Shapes(new DinoOptions { BatchNormInHead = false }, features);
        Assert.Equal($"{hidden},{features}", shapes["student.projector.0.weight"]);
        Assert.Equal($"{hidden},{hidden}", shapes["student.projector.2.weight"]);
        Assert.Equal($"256,{hidden}", shapes["student.projector.4.weight"]);
        Assert.Equal("4096,256", shapes["student.outputs.weight"]);
        Assert.DoesNotContain("student.outputs.bias", shapes.Keys);
        Assert.Equal(shapes["student.outputs.weight"], shapes["target.projector.outputs.weight"]);
    }

    [Fact]
    public void Only_the_student_is_trained_and_the_teacher_starts_as_it_is()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Loss.backward();
        Assert.All(setup.Framework.Heads.named_parameters(), entry =>
            Assert.Equal(entry.name.StartsWith("target.", StringComparison.Ordinal), entry.parameter.grad is null));
        Assert.Equal(
            setup.Framework.Heads.named_parameters().Count(entry => entry.parameter.requires_grad), setup.Framework.ScheduledParameters.Count());
        Assert.Empty(setup.Framework.ConstantRateParameters);
        Assert.Equal(setup.Pass(setup.Anchors, "student"), setup.Pass(setup.Anchors, "target"));
    }

    [Theory]
    [InlineData(MomentumSchedule.Constant, 5, 0.2)]
    [InlineData(MomentumSchedule.Cosine, 0, 0.2)]
    [InlineData(MomentumSchedule.Cosine, 5, 0.1)]
    public void After_a_step_the_teacher_follows_by_the_momentum_of_that_step(MomentumSchedule schedule, int step, double share)
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options with { TargetMomentumSchedule = schedule });
        var student = setup.Framework.Heads.get_parameter("student.outputs.weight")!;
        var teacher = setup.Framework.Heads.get_parameter("target.projector.outputs.weight")!;
        var before = teacher.clone();
        using (no_grad()) student.add_(0.5);
        setup.Framework.AfterStep(setup.Encoder, step, steps: 10);
        Assert.All(PlainLoss.Rows(teacher - before).SelectMany(row => row), change => Assert.Equal(0.5 * share, change, 12));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_all_at_once()
    {
        var wrong = new DinoOptions
        {
            StudentTemperature = 0,
            TeacherTemperature = -1,
            FirstTeacherTemperature = 0,
            TeacherWarmupShare = 1.5,
            FrozenOutputShare = -0.1,
            CenterMomentum = 2,
            TargetMomentum = double.NaN,
            OutputWidth = 1,
            BottleneckWidth = 0,
            HiddenWidth = 0,
        };
        var error = Assert.Throws<SettingsException>(() => wrong.Create(FrameworkSetup.Input(6)));
        string[] options =
        [
            "--student-temperature", "--teacher-temperature", "--first-teacher-temperature", "--teacher-warmup-share", "--frozen-output-share",
            "--center-momentum", "--target-momentum", "--output-width", "--bottleneck-width", "--hidden-width",
        ];
        Assert.All(options, option => Assert.Contains($"({option})", error.Message));
    }
}
