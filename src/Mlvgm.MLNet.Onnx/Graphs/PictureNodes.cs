using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>
/// The nodes that bring pictures of any size to an encoder's: each row and column of the result is a weighted mean of rows and columns of the picture. It is halved as often as it stays
/// no smaller than what is made of it, and interpolated between the means, as where images are read. They are operators of every version from 11 on.
/// </summary>
/// <param name="graph">Receives the nodes.</param>
/// <param name="shape">The encoder's images.</param>
/// <param name="resize">How pictures are brought to them.</param>
sealed class PictureNodes(GraphWriter graph, ImageShape shape, ImageResize resize)
{
    const float Smallest = 1e-6f;

    /// <summary>Adds the nodes.</summary>
    /// <param name="pictures">[N, channels, any height, any width].</param>
    /// <returns>[N, channels, height, width] of the encoder.</returns>
    public string Resize(string pictures)
    {
        string size = graph.Node("Shape", pictures);
        string height = graph.ToFloat(graph.Node("Gather", size, graph.Integer(2))), width = graph.ToFloat(graph.Node("Gather", size, graph.Integer(3)));
        var (rows, columns) = resize switch
        {
            ImageResize.Stretch => (Whole(height, shape.Height), Whole(width, shape.Width)),
            ImageResize.Crop => Covering(height, width),
            _ => Fitting(height, width),
        };
        string halvings = Halvings(rows.Step, columns.Step);
        return graph.Node(
            "MatMul", graph.Node("MatMul", Weights(height, rows, halvings, shape.Height, acrossRows: true), pictures),
            Weights(width, columns, halvings, shape.Width, acrossRows: false));
    }

    /// <summary>All of the picture.</summary>
    (string Step, string Start) Whole(string length, int wanted) => (graph.Node("Div", length, Number(wanted)), Number(0));

    /// <summary>The centre that covers the encoder's image, in whole pixels of the picture, as where images are read.</summary>
    ((string Step, string Start) Rows, (string Step, string Start) Columns) Covering(string height, string width)
    {
        string wantedHeight = Number(shape.Height), wantedWidth = Number(shape.Width);
        string rows = graph.Node("Min", height, graph.Node("Ceil", graph.Node("Div", graph.Node("Mul", width, wantedHeight), wantedWidth)));
        string columns = graph.Node("Min", width, graph.Node("Ceil", graph.Node("Div", graph.Node("Mul", height, wantedWidth), wantedHeight)));
        string scale = graph.Node("Max", graph.Node("Div", wantedHeight, rows), graph.Node("Div", wantedWidth, columns));
        return (Of(height, rows, wantedHeight), Of(width, columns, wantedWidth));

        (string, string) Of(string length, string kept, string wanted)
        {
            string scaled = graph.Node("Max", wanted, graph.Node("Round", graph.Node("Mul", kept, scale))), step = graph.Node("Div", kept, scaled);
            return (step, graph.Node("Add", Half("Floor", length, kept), graph.Node("Mul", Half("Floor", scaled, wanted), step)));
        }
    }

    /// <summary>The same where the picture is larger; otherwise it stands in the middle of black, pixel by pixel.</summary>
    ((string Step, string Start) Rows, (string Step, string Start) Columns) Fitting(string height, string width)
    {
        string wantedHeight = Number(shape.Height), wantedWidth = Number(shape.Width);
        string isLarger = graph.Node("Or", graph.Node("Greater", height, wantedHeight), graph.Node("Greater", width, wantedWidth));
        var (rows, columns) = Covering(height, width);
        return (Or(rows, height, wantedHeight), Or(columns, width, wantedWidth));

        (string, string) Or((string Step, string Start) larger, string length, string wanted) => (
            graph.Node("Where", isLarger, larger.Step, Number(1)), graph.Node("Where", isLarger, larger.Start, Half("Ceil", length, wanted)));
    }

    /// <summary>Half of a difference, in whole pixels.</summary>
    string Half(string rounding, string whole, string part) => graph.Node(rounding, graph.Node("Mul", graph.Node("Sub", whole, part), Number(0.5f)));

    /// <summary>How much each row of the picture counts in each of the result, [result, picture]; or the columns, [picture, result].</summary>
    /// <param name="length">Rows of the picture.</param>
    /// <param name="place">How many of them each row of the result stands for, and where the first begins.</param>
    /// <param name="halvings">How often the picture is halved.</param>
    /// <param name="count">Rows of the result.</param>
    /// <param name="acrossRows">Whether it is about rows.</param>
    string Weights(string length, (string Step, string Start) place, string halvings, int count, bool acrossRows)
    {
        string one = Number(1), zero = Number(0);
        string small = graph.Node("Max", one, graph.Node("Floor", graph.Node("Div", length, halvings)));
        string ratio = graph.Node("Div", length, small);
        string pixels = graph.Node("Reshape", graph.Node("Range", zero, length, one), graph.Integers(1, -1));
        string means = graph.Node("Reshape", graph.Node("Range", zero, small, one), graph.Integers(-1, 1));
        // What a pixel and a mean of pixels have in common: [means, pixels].
        string from = graph.Node("Max", graph.Node("Mul", means, ratio), pixels);
        string to = graph.Node("Min", graph.Node("Mul", graph.Node("Add", means, one), ratio), graph.Node("Add", pixels, one));
        string halved = graph.Node("Div", graph.Node("Relu", graph.Node("Sub", to, from)), ratio);
        // And what a mean and a row of the result have: [result, means].
        float[] middles = [.. Enumerable.Range(0, count).Select(i => i + 0.5f)];
        string centres = graph.Node("Div", graph.Node("Add", graph.Node("Mul", graph.Constant(middles, count, 1), place.Step), place.Start), ratio);
        string distance = graph.Node("Abs", graph.Node("Sub", graph.Node("Add", graph.Node("Reshape", means, graph.Integers(1, -1)), Number(0.5f)), centres));
        string between = graph.Node("Relu", graph.Node("Sub", one, distance));
        // Sums by a product with ones: operators that sum take their axes in another way from version 13 on.
        string sums = graph.Node("MatMul", between, graph.Node("Add", graph.Node("Mul", means, zero), one));
        string weights = graph.Node("MatMul", graph.Node("Div", between, graph.Node("Max", sums, Number(Smallest))), halved);
        return acrossRows ? weights : graph.Node("Transpose", weights);
    }

    /// <summary>2 to the number of times that a picture can be halved without becoming smaller than what is made of it.</summary>
    string Halvings(string rowStep, string columnStep)
    {
        string step = graph.Node("Max", graph.Node("Sqrt", graph.Node("Mul", rowStep, columnStep)), Number(1));
        string times = graph.Node("Floor", graph.Node("Div", graph.Node("Log", step), Number(MathF.Log(2))));
        return graph.Node("Pow", Number(2), times);
    }

    string Number(float value) => graph.Constant([value]);
}
