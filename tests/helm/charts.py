"""Writes the chart that a question describes."""

import base64
import io
import os
import tarfile

METADATA = "apiVersion: v2\nname: {name}\nversion: {version}\n"


def write_chart(folder, question, template):
    """Writes the chart into a folder and tells its path."""
    files = chart_files(question, "c", question.get("packed", False))
    files["templates/t.yaml"] = template.encode()
    directory = os.path.join(folder, "chart")
    for path, content in files.items():
        path = os.path.join(directory, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    return directory


def chart_files(chart, name, packed):
    """The files of a chart by path; the charts below it lie in `charts/`, as folders or packed."""
    metadata = METADATA.format(name=name, version=chart.get("version", "0.1.0"))
    files = {"Chart.yaml": (metadata + chart.get("meta", "")).encode()}
    values = own_values(chart)
    if values is not None:
        files["values.yaml"] = values
    if chart.get("kind", "coalesce") != "strvals":
        files |= {path: text.encode() for path, text in chart.get("files", {}).items()}
    for sub in chart.get("subs", []):
        folder = sub.get("folder", sub["name"])
        below = chart_files(sub, sub["name"], packed)
        if packed:
            files[f"charts/{folder}.tgz"] = archive(sub["name"], below)
        else:
            files |= {f"charts/{folder}/{path}": content for path, content in below.items()}
    return files


def own_values(chart):
    if "bytes" in chart:
        return chart["bytes"]
    if chart.get("mode") == "chart":
        key = "in"
    elif "mode" in chart:
        return b""
    else:
        key = "values"
    if key + "64" in chart:
        return base64.b64decode(chart[key + "64"])
    text = chart.get(key, "")
    return None if text is None else text.encode()


def archive(name, files):
    """A packed chart, as `helm package` lays it out; equal input gives equal bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
