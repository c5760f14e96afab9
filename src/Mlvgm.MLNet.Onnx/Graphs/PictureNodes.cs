using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>
/// The nodes that bring pictures of any size to an encoder's: each row and column of the result is a weighted mean of rows and columns of the picture, by a triangle as wide as a pixel
/// of the larger of both images, so that nothing is skipped when a picture shrinks. They are operators of every version from 11 on.
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
        return graph.Node("MatMul", graph.Node("MatMul", Weights(height, rows, shape.Height, acrossRows: true), pictures), Weights(width, columns, shape.Width, acrossRows: false));
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
    string Weights(string length, (string Step, string Start) place, int count, bool acrossRows)
    {
        float[] places = [.. Enumerable.Range(0, count).Select(i => i + 0.5f)];
        string centres = graph.Node("Add", graph.Node("Mul", graph.Constant(places, acrossRows ? [count, 1] : [1, count]), place.Step), place.Start);
        string pixels = graph.Node("Add", graph.Node("Range", Number(0), length, Number(1)), Number(0.5f));
        string along = graph.Node("Reshape", pixels, acrossRows ? graph.Integers(1, -1) : graph.Integers(-1, 1));
        string distance = graph.Node("Div", graph.Node("Abs", graph.Node("Sub", along, centres)), graph.Node("Max", place.Step, Number(1)));
        string weights = graph.Node("Relu", graph.Node("Sub", Number(1), distance));
        // Sums by a product with ones: operators that sum take their axes in another way from version 13 on.
        string ones = graph.Node("Reshape", graph.Node("Add", graph.Node("Mul", pixels, Number(0)), Number(1)), acrossRows ? graph.Integers(-1, 1) : graph.Integers(1, -1));
        string sums = acrossRows ? graph.Node("MatMul", weights, ones) : graph.Node("MatMul", ones, weights);
        return graph.Node("Div", weights, graph.Node("Max", sums, Number(Smallest)));
    }

    string Number(float value) => graph.Constant([value]);
}
