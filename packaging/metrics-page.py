#!/usr/bin/env python3
"""Writes the list of metrics at the end of docs/metrics.md from what the program says of itself.
    packaging/metrics-page.py build/dev/app/factoid-desk"""
import json, pathlib, subprocess, sys, tempfile

page = pathlib.Path(__file__).resolve().parent.parent / "docs" / "metrics.md"
with tempfile.TemporaryDirectory() as folder:
    answer = subprocess.run([sys.argv[1], "--headless", "--json", "--store", f"sqlite:{folder}/none.db", "metrics"],
                            check=True, capture_output=True, text=True).stdout
head, mark = page.read_text().split("## The metrics\n")[0], "## The metrics\n"
told = page.read_text().split(mark)[1].split("\n### ")[0].rstrip()
parts = [head + mark + told]
for metric in json.loads(answer)["metrics"]:
    labels = ", ".join(f"`{name}`" for name in metric["labels"])
    unit = f" in {metric['unit']}" if metric["unit"] else ""
    by = f", by {labels}" if labels else ""
    how = f"```sql\n{metric['query']}\n```" if metric["source"] == "query" else f"Measured: {metric['query']}."
    parts.append(f"### `{metric['name']}`\n{metric['help']} A {metric['kind']}{unit}{by}.\n{how}")
page.write_text("\n\n".join(parts) + "\n")
