namespace Mlvgm.Benchmarks.Endurance;

/// <summary>What became of a verb that was killed again and again.</summary>
sealed class KillTally(string verb)
{
    int _runs, _before, _between, _complete, _writing, _refused, _passedOver, _differing, _left;

    /// <summary>The columns of <see cref="ToString"/>.</summary>
    public const string Header =
        "| verb | kills | runs | before the first state | after it | result complete | while a file was written | refused | states passed over "
        + "| differing files | left-over files |\n"
        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

    /// <summary>How often it was killed.</summary>
    public int Kills => _before + _between + _complete;

    /// <summary>Counts a new run and returns its number.</summary>
    public int BeginRun() => ++_runs;

    /// <summary>Counts a kill.</summary>
    /// <param name="hasState">Whether it left a state to go on from.</param>
    /// <param name="hasResult">Whether it left the result under its final name.</param>
    /// <param name="unfinished">Files that were being written.</param>
    /// <param name="passedOver">Damaged states that it had passed over.</param>
    public void Add(bool hasState, bool hasResult, int unfinished, int passedOver)
    {
        if (hasResult) _complete++;
        else if (hasState) _between++;
        else _before++;
        if (unfinished > 0) _writing++;
        _passedOver += passedOver;
    }

    /// <summary>Counts the end of a run.</summary>
    public void End(int exitCode, IReadOnlyList<string> differing, int left, int passedOver)
    {
        if (exitCode != 0) _refused++;
        _differing += differing.Count;
        _left += left;
        _passedOver += passedOver;
    }

    /// <summary>A row.</summary>
    public override string ToString() =>
        $"| `{verb}` | {Kills} | {_runs} | {_before} | {_between} | {_complete} | {_writing} | {_refused} | {_passedOver} | {_differing} | {_left} |";
}
