"""What ``--help`` says, for somebody who knows a school district and not this program."""

from __future__ import annotations

from sim.foundation.errors import SettingsError, unknown

__all__ = ["help_text"]

OVERVIEW = """\
bothways - what a school district's rollout strategy costs and brings

A thinking tool, not a forecast. It simulates how a district takes a new way of teaching
(blended and personalized learning) from a few pilots to all its schools, month by month, for
every teacher and school, and shows what a strategy does to spread, depth, equity and what lasts.

Commands
  bothways compare      two or more strategies side by side, with the same people and random draws
  bothways run          one strategy
  bothways rerun        a folder of results once more, exactly as it was run
  bothways figures      more figures from a folder of results, without running again
  bothways districts    the districts that come with the program
  bothways strategies   the strategies that come with the program, and the seven choices they make
  bothways futures      what may happen on the way: a superintendent leaves, a grant ends early
  bothways validate     why believe it: the model against arithmetic, evidence and cases
  bothways model        how the model works: `model schedule`, `model parameters`, `model odd`
  bothways calibrate    which values of the assumed numbers the evidence does not rule out
  bothways cache        where compiled code is; `cache clear` removes it (it is made again when needed)

Start here
  bothways compare 'strategies=[fast_and_furious,slow_and_steady]' district=dallas_isd

More about one command: bothways compare --help
"""

SETTINGS = """\
Settings (name=value, in any order; what you leave out has the value shown)
{first}
  district=dallas_isd       a district by name: bothways districts
  district.file=FILE        your own schools, a CSV file; only the columns school and enrollment
                            are needed; what is missing is made up, and every result says so
  years=10                  1 to 25
  replicates=20             how often everything is run with fresh random draws; more give narrower
                            intervals of the means (the range of the runs stays as wide as it is)
  seed=1                    another number gives other random draws
  future=nothing_happens    what happens on the way: bothways futures
  conditions.NAME=VALUE     money, leadership, staffing, for instance conditions.grant_years=3
  conditions=NAME           a whole set of conditions, for instance conditions=lean_money
  strategy.NAME=VALUE       one of the seven choices, -1 to 1, for instance strategy.fast_slow=-0.5
  parameters.NAME=VALUE     an assumption of the model: bothways model parameters
  beyond_range=false        true takes parameters outside their plausible ranges too, for researchers
  sets=8                    runs everything once with each of so many plausible parameter sets (values of
                            the assumed numbers that known targets do not rule out); or all, a name
                            (sets=plausible), a CSV file of your own
{exposure}  rules.NAME=FILE:FUNCTION  your own rule in place of one of the model's, for researchers
  output=FOLDER             where the results go; by default a new folder in runs/
  figures=headlines         four figures; or all (some fifty), or none; more later: bothways figures
  figures_format=png        or svg, or pdf
  store=FOLDER              keeps every finished run there, to go on after a stop or with more replicates
  threads=2                 by default as many as help; the results are the same
  -m                        run every combination of values given with commas, seed=1,2,3

Quotes: put a setting in single quotes when it has brackets, or the shell may change it.
A name of your own YAML file can stand in place of a strategy, a future or conditions.
"""

EXPOSURE = """\
  exposure=quick            whether a difference flips its sign under other plausible assumptions; full also
                            says how much of it comes from random draws, assumed numbers and numbers with a
                            source, and which matter most (some eight times the work of 20 replicates);
                            none leaves it out
"""

RESULTS = """\
The folder of results holds
  index.html              the figures beside the sentences: open this first
  findings.txt            what was found, in sentences; first what was read from your file and what was made up
  figures/                the figures
  summary.csv, .json      each outcome: mean, its 95 % interval (ci_low, ci_high), and the range of nine runs
                          in ten (run_p5, run_p95)
{differences}  schools.csv             each school: its state at the end and its last year, in words
  runs.csv                every outcome of every run
  monthly.parquet         the district, month by month
  school_years.parquet    every school, year by year
  columns.csv             what each column of these tables means, with its unit (also docs/columns.md)
  config.yaml, provenance.json   what was run, with which versions, what was read and what was made up
  inputs/                 copies of your own files; `bothways rerun FOLDER` runs it all again
"""

COMPARE = (
    """\
bothways compare - strategies side by side, with the same people and the same random draws

Examples
  bothways compare 'strategies=[fast_and_furious,slow_and_steady]' district=dallas_isd
  bothways compare 'strategies=[tight,loose,charted]' district=henry_county future=superintendent_leaves_year_3
  bothways compare district.file=our_schools.csv conditions.grant_years=3 output=our_results
  bothways compare -m district=dallas_isd,henry_county seed=1,2

"""
    + SETTINGS.format(
        first="  strategies=[A,B,...]      which ones, by name (bothways strategies); else fast against slow",
        exposure=EXPOSURE,
    )
    + "\n"
    + RESULTS.format(
        differences="  differences.csv         each pair: mean difference, its 95 % interval (ci_low, ci_high),\n"
        "                          and the verdict in words\n"
        "  exposure.csv            what each difference depends on: assumed numbers, sources, random draws\n"
    )
)

RUN = (
    """\
bothways run - one strategy in one district

Examples
  bothways run strategy=slow_and_steady district=dallas_isd
  bothways run strategy=charted district=henry_county years=15 strategy.fast_slow=-0.5
  bothways run strategy=our_plan.yaml district.file=our_schools.csv
  bothways run -m strategy=tight,loose seed=1,2

"""
    + SETTINGS.format(first="  strategy=slow_and_steady  which one, by name: bothways strategies", exposure="")
    + "\n"
    + RESULTS.format(differences="")
)

SHORT = {
    "rerun": """\
bothways rerun - run again exactly what a folder of results has recorded

  bothways rerun FOLDER                  from its config.yaml and the copies of your files in it
  bothways rerun FOLDER output=OTHER     into a folder of your choice; by default a new one in runs/

Only output, figures, store and threads can be given; everything else is as recorded. Where rules of your own were
used, they must be named again (rules.NAME=FILE:FUNCTION): a folder that somebody sends you runs no code by itself.
""",
    "figures": """\
bothways figures - draw figures from a folder of results, without running again

  bothways figures FOLDER                  all figures (some fifty), into FOLDER/figures
  bothways figures FOLDER headlines        the four that a run draws
  bothways figures FOLDER strain trust     some, by name; an outcome's name draws it over time

Settings
  kind=png          or svg, or pdf
  out=FOLDER        where figures go; by default FOLDER/figures, and index.html shows them
""",
    "districts": """\
bothways districts - list the districts that come with the program, or check your own school file

  bothways districts          all of them, with their size
  bothways districts NAME     one of them: what in it is real, what is made up and from which evidence
  bothways districts FILE     check a file of your own (CSV, Excel, or YAML): what was read, made up and not used,
                              or all its mistakes at once. Behind FILE:
    columns.low_income_share=COLUMN   which column holds something; none: no column does
    rows.year=2017 rows.district=NAME rows.drop=NAME rows.without_enrollment=drop   which rows count
    bounds=low|middle|high            what runs where a cell says <10 or >=95%
    sheet=NAME                        the sheet of an Excel file
    fix=clean.csv                     write a clean file, and say what was done
  In a run, the same settings begin with "district.": district.file=FILE district.rows.year=2017
""",
    "strategies": """\
bothways strategies - list the strategies that come with the program

  bothways strategies          all of them, and the seven choices that make one
  bothways strategies NAME     one of them: its stances over the years, its conditions, its source
""",
    "futures": """\
bothways futures - list what may happen on the way, for future=NAME

  bothways futures          all of them
  bothways futures NAME     one of them: its events
""",
    "model": """\
bothways model - how the model works

  bothways model schedule              what happens in a month, in order
  bothways model parameters            every number: value, range, grade, meaning, which rule reads it
  bothways model parameters WORD ...   only those with a word in their name or meaning, with sources
  bothways model odd                   the whole description (ODD+D, in Markdown; also docs/odd.md)
""",
    "calibrate": """\
bothways calibrate - find parameter sets that the evidence does not rule out

  bothways calibrate quick=true            shows in about a minute that everything works; means nothing
  bothways calibrate out=our_calibration   the whole thing, four minutes and more
  bothways calibrate sets=300 keep=50      more sets a wave, a larger ensemble

Settings (name=value): sets, waves, replicates, pilot, keep, fresh, judged (whole numbers), seed=17, quick,
out=FOLDER (by default a new one in runs/). The same settings give the same ensemble. The folder holds the
ensemble (calibrated.csv with its provenance), tables, figures, and what was found in words.
How it works and what it taught: docs/calibration.md
""",
    "validate": """\
bothways validate - hold the model against what is known, and say what does not hold

  bothways validate                      everything, in about ten minutes on two processors
  bothways validate only=nulls,people    some parts: nulls, patterns, networks, people, cases, survey
                                         (or single studies by their names)
  bothways validate full=true            all pairs and replicates; takes hours

Settings
  seed=2026         another number gives other random draws
  out=FOLDER        where the page and the tables go; by default a new folder in runs/
  write=FILE.csv    the table once more, in a file of your choice
  workers=2         processes; by default two where there are two processors

What does not hold is listed first, with the reason where it is known; that is no error. The command ends with
1 when a study could not be run at all. Ctrl-C stops, and keeps what is finished.
What should come out was written down beforehand: data/validation/expectations. More: docs/validation.md.
""",
    "cache": """\
bothways cache - compiled code

  bothways cache           where it is and how much of it
  bothways cache clear     remove it; the next run compiles again, once (some 20 seconds)

The environment variable BOTHWAYS_CACHE names another folder for it.
""",
}

TEXTS = {"compare": COMPARE, "run": RUN, **SHORT}


def help_text(command: str = "") -> str:
    """Return the help for one command, or for all.

    Parameters
    ----------
    command : str, optional
        Its name.

    Returns
    -------
    str
        Several lines.

    Raises
    ------
    SettingsError
        For an unknown command.
    """
    if command and command not in TEXTS:
        raise SettingsError(unknown("command", command, TEXTS))
    return (TEXTS[command] if command else OVERVIEW).rstrip()
