#!/usr/bin/env python3
"""Writes notebooks/papers/README.md: which papers are repeated, in which notebook, and what came out.

What the papers are stands in papers.json, beside the notebooks. Verdicts are read from the outputs of
the executed notebooks, from lines as "verdict P001: partly; 80.3 ± 2.6 %": nobody types them. With
--check nothing is written, and a page that is not up to date makes the exit status 1.
"""

import argparse
import json
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "notebooks/papers"
WORDS = ("reproduced", "partly", "not reproduced")
VERDICT = re.compile(r"verdict (P\d{3}): ([^;]*); (.*)")


class Unusable(Exception):
    """Papers or notebooks that make no page, in one sentence."""


def main():
    arguments = parse_arguments()
    path = arguments.folder / "README.md"
    try:
        page = page_of(*read_papers(arguments.folder), arguments.folder)
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if not arguments.check:
            path.write_text(page, encoding="utf-8")
    except (Unusable, OSError) as problem:
        print(f"quill: {problem}", file=sys.stderr)
        sys.exit(2)
    if arguments.check and found != page:
        print(f"quill: {path} is not up to date: run scripts/papers.py", file=sys.stderr)
        sys.exit(1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, but compare")
    parser.add_argument(
        "--folder", type=pathlib.Path, default=FOLDER, help="where papers.json and the notebooks are"
    )
    return parser.parse_args()


def read_papers(folder):
    """The notebooks and the papers of papers.json, checked."""
    path = folder / "papers.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        notebooks = {entry["notebook"]: entry for entry in data["notebooks"]}
        papers = {entry["paper"]: entry for entry in data["papers"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{path} cannot be read: {error!r}") from None
    if len(papers) != len(data["papers"]):
        raise Unusable(f"{path} has a paper twice")
    for name, paper in papers.items():
        if missing := [key for key in ("title", "year", "repeats") if not paper.get(key)]:
            raise Unusable(f"{path}: {name} has no {missing[0]}")
        if ("left out" in paper) == ("notebook" in paper):
            raise Unusable(f"{path}: {name} has a notebook, or a reason why it is left out")
        if "notebook" in paper and paper["notebook"] not in notebooks:
            raise Unusable(f"{path}: {name} is in {paper['notebook']}, which is not listed")
    return notebooks, papers


def page_of(notebooks, papers, folder):
    """The whole page as text."""
    verdicts = read_verdicts(notebooks, papers, folder)
    lines = [INTRODUCTION.format(all=len(papers), done=len(verdicts)), "## Done", ""]
    lines += ["| paper | verdict | numbers | notebook |", "|---|---|---|---|"]
    for name, (word, numbers) in sorted(verdicts.items()):
        place = link(notebooks[papers[name]["notebook"]])
        lines.append(row(f"{name} {reference(papers[name])}", f"**{word}**", numbers, place))
    lines += ["", "## All papers", "", "| paper | what is repeated | notebook | state |", "|---|---|---|---|"]
    for name, paper in sorted(papers.items()):
        notebook = notebooks.get(paper.get("notebook"))
        lines.append(
            row(
                f"{name} {reference(paper)}",
                paper["repeats"],
                link(notebook) if notebook else "",
                state(paper, verdicts.get(name)),
            )
        )
    lines += ["", "## Notebooks", "", "| notebook | papers |", "|---|---|"]
    for name, notebook in notebooks.items():
        members = [key for key, paper in sorted(papers.items()) if paper.get("notebook") == name]
        lines.append(row(f"{link(notebook)} {notebook['title']}", ", ".join(members)))
    return "\n".join(lines) + "\n"


INTRODUCTION = """# Papers, repeated in small

{all} papers on quantum machine learning and on small models, and what of each can be repeated on two
cores in a few minutes. {done} are done. In a notebook each paper has its claim in our words, the size of our
run beside theirs, several seeds, and a verdict by a rule that stands in a cell before the numbers are
known: **reproduced** if all of the rule holds, **partly** if some of it does, else **not reproduced**. A
verdict speaks of our small run, not of the paper.

This page is written by `scripts/papers.py` from [papers.json](papers.json) and from the outputs of the
notebooks.
"""


def read_verdicts(notebooks, papers, folder):
    """For each paper that is done the word and the numbers, from the outputs of its notebook."""
    verdicts = {}
    for name, notebook in notebooks.items():
        if "file" not in notebook:
            continue
        for line in printed_lines(folder / notebook["file"]):
            match = VERDICT.fullmatch(line.strip())
            if match is None:
                continue
            paper, word, numbers = match.groups()
            if papers.get(paper, {}).get("notebook") != name:
                raise Unusable(f"{notebook['file']} has a verdict of {paper}, which is not its paper")
            if paper in verdicts:
                raise Unusable(f"{notebook['file']} has two verdicts of {paper}")
            if word not in WORDS:
                raise Unusable(f"{notebook['file']}, {paper}: a verdict is {', '.join(WORDS)}, not {word}")
            verdicts[paper] = (word, numbers)
    return verdicts


def printed_lines(path):
    """All that the cells of a notebook have printed."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{path} cannot be read: {error!r}") from None
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.get("output_type") == "stream":
                text = output["text"]
                yield from ("".join(text) if isinstance(text, list) else text).splitlines()


def state(paper, verdict):
    if verdict:
        return f"done: **{verdict[0]}**"
    return "planned" if "notebook" in paper else f"left out: {paper['left out']}"


def reference(paper):
    """The title with authors, year and a link, as far as these are known."""
    parts = [paper["authors"]] if "authors" in paper else []
    parts.append(str(paper["year"]))
    if "arxiv" in paper:
        parts.append(f"[arXiv:{paper['arxiv']}](https://arxiv.org/abs/{paper['arxiv']})")
    return f"*{paper['title']}* ({', '.join(parts)})"


def link(notebook):
    name = notebook["notebook"]
    return f"[{name}]({notebook['file']})" if "file" in notebook else name


def row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
