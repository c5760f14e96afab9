using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Tests.Latents;

public class LatentLayoutTests
{
    static readonly LatentSpecification[] Three = [new("w1", [4]), new("w2", [2, 3]), new("w3", [1])];

    [Fact]
    public void Names_lead_to_latents_and_groups()
    {
        var layout = new LatentLayout(Three, [new("coarse", ["w1", "w2"])]);
        Assert.Equal([1], layout.IndicesOf("w2"));
        Assert.Equal([0, 1], layout.IndicesOf("coarse"));
        Assert.Equal(11, layout.Size);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        var layout = new LatentLayout(Three, [new("coarse", ["w1"])]);
        Assert.Contains("'w4'. Available: w1, w2, w3, coarse.", Assert.Throws<ArgumentException>(() => layout.IndicesOf("w4")).Message);
    }

    [Fact]
    public void Layouts_that_contradict_themselves_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LatentLayout([]));
        Assert.Contains("'w1' occurs twice", Assert.Throws<ArgumentException>(() => new LatentLayout([Three[0], Three[0]])).Message);
        Assert.Throws<ArgumentException>(() => new LatentLayout(Three, [new("w1", ["w2"])]));
        Assert.Throws<ArgumentException>(() => new LatentLayout(Three, [new("group", ["nothing"])]));
    }

    [Fact]
    public void A_range_runs_from_one_name_to_another()
    {
        var layout = new LatentLayout(Three, [new("fine", ["w2", "w3"])]);
        Assert.Equal([0, 1, 2], layout.IndicesOf("w1..w3"));
        Assert.Equal([0, 1, 2], layout.IndicesOf("w1..fine"));
        Assert.Equal([1], layout.IndicesOf("w2..w2"));
        Assert.Contains("backwards", Assert.Throws<ArgumentException>(() => layout.IndicesOf("w3..w1")).Message);
        Assert.Contains("'w9'", Assert.Throws<ArgumentException>(() => layout.IndicesOf("w1..w9")).Message);
        Assert.Throws<ArgumentException>(() => new LatentLayout([new("a..b", [1])]));
    }

    [Fact]
    public void A_span_is_a_vector_of_its_draws()
    {
        var layout = new LatentLayout([new("a", [2], draw: "z"), new("b", [2], draw: "z"), new("c", [1, 1, 1])]);
        var span = layout.SpanOf("a..c");
        Assert.Equal(3, span.Size);
        Assert.Equal([("z", 0), ("c", 2)], span.Draws.Select(draw => (draw.Name, draw.Offset)));
        var batch = new LatentBatch(layout, 2);
        span.Scatter([1, 2, 3], batch, 1);
        Assert.Equal([0, 0, 1, 2], batch.Values[1]);
        float[] vector = new float[3];
        span.Gather(batch, 1, vector);
        Assert.Equal([1, 2, 3], vector);
    }

    [Fact]
    public void Latents_of_one_draw_have_one_shape_and_prior()
    {
        Assert.Contains("share the draw 'z'", Assert.Throws<ArgumentException>(
            () => new LatentLayout([new("a", [2], draw: "z"), new("b", [3], draw: "z")])).Message);
        Assert.Throws<ArgumentException>(() => new LatentLayout(
            [new("a", [2], draw: "z"), new("b", [2], new TruncatedNormal(0, 2), draw: "z")]));
    }

    [Fact]
    public void A_specification_needs_a_name_and_a_shape()
    {
        Assert.Throws<ArgumentException>(() => new LatentSpecification(" ", [1]));
        Assert.Throws<ArgumentException>(() => new LatentSpecification("z", []));
        Assert.Contains("(2, 0)", Assert.Throws<ArgumentException>(() => new LatentSpecification("z", [2, 0])).Message);
        Assert.Equal(TruncatedNormal.Standard, new LatentSpecification("z", [2]).Prior);
    }

    [Fact]
    public void A_batch_holds_one_array_per_latent()
    {
        var batch = new LatentBatch(new LatentLayout(Three), 5);
        Assert.Equal([20, 30, 5], batch.Values.Select(values => values.Length));
        batch.Row(1, 3)[0] = 7;
        Assert.Equal(7, batch.Values[1][18]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatentBatch(new LatentLayout(Three), 0));
    }
}
