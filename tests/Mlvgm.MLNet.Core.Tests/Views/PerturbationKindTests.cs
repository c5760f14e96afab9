using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Tests.Views;

public class PerturbationKindTests
{
    static readonly NumberParameter First = new("first", "A", "the first"), Second = new("second", "B", "the second") { Default = 1 };
    static readonly FlagParameter Flag = new("flag", "a flag");
    static readonly FileParameter File = new("file", "FILE", "a file");

    [Fact]
    public void The_text_form_follows_from_the_parameters()
    {
        Assert.Equal("k", Kind().Usage);
        Assert.Equal("k:A[:B][:flag]", Kind(First, Flag, Second).Usage);
        Assert.Equal("k:A[:flag]:FILE", Kind(First, File, Flag).Usage);
        Assert.Equal("random:SIGMA[:T[:MEAN]][:independent]", RandomPerturbation.Kind.Usage);
    }

    [Fact]
    public void Parameters_that_the_text_form_could_not_tell_apart_are_refused()
    {
        Assert.Contains("two parameters 'first'", Assert.Throws<ArgumentException>(() => Kind(First, new FlagParameter("First", "another"))).Message);
        Assert.Contains("'perturbation'", Assert.Throws<ArgumentException>(() => Kind(new FlagParameter("perturbation", "the word"))).Message);
        Assert.Contains("behind one with a default", Assert.Throws<ArgumentException>(() => Kind(Second, First)).Message);
        Assert.Contains("one file", Assert.Throws<ArgumentException>(() => Kind(File, Second)).Message);
        Assert.Contains("one file", Assert.Throws<ArgumentException>(() => Kind(File, new FileParameter("other", "OTHER", "another"))).Message);
        Assert.Contains("'a b' cannot be the name", Assert.Throws<ArgumentException>(() => new FlagParameter("a b", "two words")).Message);
        Assert.Contains("'A:B' cannot stand for", Assert.Throws<ArgumentException>(() => new NumberParameter("a", "A:B", "two symbols")).Message);
    }

    [Fact]
    public void A_word_is_given_once() => Assert.Contains(
        "There is a perturbation 'none' already", Assert.Throws<ArgumentException>(() => PerturbationRegistry.Register(NoPerturbation.Kind)).Message);

    [Fact]
    public void The_kind_of_a_perturbation_is_that_of_its_class()
    {
        Assert.Same(ResamplePerturbation.Kind, PerturbationRegistry.KindOf(new ResamplePerturbation()));
        Assert.Same(RandomPerturbation.Kind, PerturbationRegistry.All.Find("RANDOM"));
        Assert.All(PerturbationRegistry.All.All, kind => Assert.NotEmpty(kind.Text));
    }

    [Fact]
    public void A_value_that_was_not_given_is_the_default_and_one_without_is_missed()
    {
        var values = new ParameterValues { { First, 3 } };
        Assert.Equal((3, 1, false), (values.Of(First), values.Of(Second), values.Of(Flag)));
        Assert.Contains("file was not given", Assert.Throws<InvalidOperationException>(() => values.Of(File)).Message);
    }

    static PerturbationKind Kind(params Parameter[] parameters) =>
        PerturbationKind.Of("k", "does nothing", parameters, (_, _) => new NoPerturbation(), _ => new());
}
