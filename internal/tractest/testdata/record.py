#!/usr/bin/env python3
"""Make recording.txtar anew: what Trac 1.6 answers to a fetch of the wiki in source.txtar.

usage: record.py TRAC-SOURCE

TRAC-SOURCE is a checkout of Trac 1.6 in which "python3 setup.py egg_info" was run; it needs jinja2, docutils, pygments,
lxml and git. The wiki is put into an environment that is thrown away, and Trac is asked in this process, so that
nothing listens anywhere. Of Trac's answers only what the wiki's own text became is kept, within a frame of ours: the
templates are not ours to copy.
"""
import base64, io, os, re, struct, subprocess, sys, tempfile, textwrap, zlib
from datetime import datetime
from html import escape
from urllib.parse import quote, unquote

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, sys.argv[1])
import pkg_resources
pkg_resources.working_set.add_entry(sys.argv[1])

from trac.attachment import Attachment
from trac.env import open_environment, Environment
from trac.perm import PermissionSystem
from trac.ticket.model import Milestone, Ticket
from trac.util.datefmt import utc
from trac.web.main import dispatch_request
from trac.wiki.api import WikiSystem
from trac.wiki.model import WikiPage
from lxml import html

PLUGIN = '''
from trac.config import IntOption
from trac.wiki.macros import WikiMacroBase
from trac.util.html import tag

class WeatherMacro(WikiMacroBase):
    """Tells how the weather is.

    `[[Weather(PLACE)]]` guesses.
    """
    _domain = None
    IntOption("weather", "hours", 1, "How many hours lie between two measurements.")
    def expand_macro(self, formatter, name, content, args=None):
        return tag.span("7 °C", tag.em(" and rising"), class_="weather", title=content)

class ForecastMacro(WikiMacroBase):
    """Tells how the weather will be."""
    def expand_macro(self, formatter, name, content, args=None):
        days = [tag.tr(tag.td(n + 1), tag.td(tag.b("rain"), " at noon")) for n in range(int(content))]
        return tag.div(tag.p("The next days, from ", tag.a("the almanac", href="https://almanac.example.org/"), ":"),
                       tag.table(tag.tr(tag.th("day"), tag.th("weather")), days, class_="wiki"))
'''


def picture(width, height):
    """A PNG of a slope of grey."""
    rows = b"".join(b"\0" + bytes((x * 5 + y) % 256 for x in range(width)) for y in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def date(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=utc)


def sources():
    """The entries of source.txtar: the words of the name, the text."""
    with open(os.path.join(here, "source.txtar"), encoding="utf-8", newline="") as f:
        parts = re.split(r"^-- (.*?) --\n", f.read(), flags=re.M)
    for name, text in zip(parts[1::2], parts[2::2]):
        yield [word.strip() for word in name.split("|")], text[:-1]


def fill(env):
    for name in list(WikiSystem(env).get_pages()):
        WikiPage(env, name).delete()  # what Trac is installed with is not ours
    for words, text in sources():
        kind, _, name = words[0].partition(" ")
        if kind == "page":
            page = WikiPage(env, name)
            page.text = text
            page.save(words[1], words[3].replace("\\n", "\n"), date(words[2]))
        elif kind == "delete":
            WikiPage(env, name).delete()
        elif kind == "attach":
            data = text.encode() + b"\n"
            if words[-1] == "base64":
                data = picture(*map(int, text.split()[1:]))
            file = Attachment(env, "wiki", name)
            file.author, file.description = words[2], words[4]
            file.insert(words[1], io.BytesIO(data), len(data), date(words[3]))
        elif kind == "ticket":
            ticket = Ticket(env)
            summary, _, description = text.partition("\n")
            for field, value in dict(reporter=words[1], owner="hanna", status=words[3], summary=summary, type="defect",
                                     description=description, milestone="Spring").items():
                ticket[field] = value
            ticket.insert(date(words[2]))
            if ticket.id == 1:
                ticket.save_changes("otto", "It still leaks.", date("2009-06-03T10:00:00Z"))


def repository(folder):
    """A repository of two commits, which are the same each time."""
    def git(*args):
        env = dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull)
        for role in "AUTHOR", "COMMITTER":
            env |= {f"GIT_{role}_NAME": "hanna", f"GIT_{role}_EMAIL": "h", f"GIT_{role}_DATE": "2008-03-01T12:00:00Z"}
        subprocess.run(["git", "-C", folder, *args], check=True, env=env)
    os.makedirs(folder + "/trunk")
    git("init", "-q", "-b", "main")
    for name, text in ("README", "Read me.\n"), ("trunk/vane.c", "int\nmain\n(void)\n"):
        with open(folder + "/" + name, "w") as f:
            f.write(text)
        git("add", ".")
        git("commit", "-q", "-m", "Add " + name)


def ask(env, uri):
    """What Trac answers: status, type, body."""
    path, _, query = uri.partition("?")
    answer = {}
    def start(status, headers, exc_info=None):
        answer.update(status=int(status.split()[0]), **{k.lower(): v for k, v in headers})
        return body.append
    body = []
    for part in dispatch_request({
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/trac", "QUERY_STRING": query,
            "PATH_INFO": unquote(path[len("/trac"):]).encode().decode("latin-1"),
            "SERVER_NAME": "trac.invalid", "SERVER_PORT": "80", "HTTP_HOST": "trac.invalid",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
            "trac.env_path": env.path}, start):
        body.append(part)
    return answer["status"], answer["content-type"].replace(" ", ""), b"".join(body)


def link(anchor):
    """An <a> of Trac's frame with the attributes that say something."""
    kept = "".join(f' {name}="{escape(anchor.get(name))}"' for name in ("class", "href", "title") if anchor.get(name))
    return f"<a{kept}>{escape(anchor.text_content())}</a>"


def inner(element):
    return escape(element.text or "", quote=False) + "".join(
        html.tostring(child, encoding="unicode") for child in element)


def framed(body):
    """A page of Trac's in a frame of ours."""
    doc = html.fromstring(body.decode())
    content = doc.get_element_by_id("content")
    out = [f'<div id="content" class="{content.get("class")}">']
    for page in doc.xpath('//*[@id="wikipage"]'):
        out.append(f'<div class="wikipage searchable"><div id="wikipage" class="{page.get("class")}">{raw(body)}</div>')
        for changed in doc.find_class("trac-modifiedby")[:1]:
            out.append('<div class="trac-modifiedby">' + " ".join(map(link, changed.iter("a"))) + "</div>")
        out.append("</div>")
    files = doc.xpath('//*[@id="attachments"]//li')
    if files:
        out.append('<div id="attachments"><ul>')
        for item in files:
            size, author = item.xpath(".//span[@title]")[0], item.find_class("trac-author")[0]
            name, when = item.xpath('.//a[@title="View attachment"]')[0], item.find_class("timeline")[0]
            said = "".join(f"<q>{inner(q)}</q>" for q in item.iter("q"))
            out.append(f'<li>{link(name)} (<span title="{size.get("title")}">{size.text}</span>) '
                       f'<span class="trac-author">{escape(author.text_content())}</span> {link(when)} {said}</li>')
        out.append("</ul></div>")
    rows = doc.xpath('//*[@id="fieldhist"]/tbody/tr')
    if rows:
        out.append('<table id="fieldhist"><tbody>')
        for row in rows:
            cell = lambda name: row.find_class(name)[0]
            out.append(f'<tr><td class="version">{link(cell("version").find("a"))}</td>'
                       f'<td class="date">{link(cell("date").find("a"))}</td>'
                       f'<td class="author">{escape(cell("author").text_content().strip())}</td>'
                       f'<td class="comment">{inner(cell("comment")).strip()}</td></tr>')
        out.append("</tbody></table>")
    out.append("</div>")
    title = " ".join(doc.findtext(".//title").split())
    head = f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
    foot = '<div id="footer"><strong>Trac 1.6</strong></div></body></html>'
    return "\n".join(["<!DOCTYPE html>", head, *out, foot, ""])


def raw(body):
    """The bytes of #wikipage, as Trac wrote them."""
    text = body.decode()
    start = text.index(">", text.index('<div id="wikipage"')) + 1
    depth, at = 1, start
    for tag in re.compile(r"<(/?)div\b[^>]*>").finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return text[start:tag.start()]


def record(env):
    entries = []
    def keep(uri):
        status, kind, body = ask(env, uri)
        if kind.startswith("text/html"):
            body = framed(body).encode()
        if kind.startswith("text/"):
            text = body.decode()
        else:
            text = "\n".join(textwrap.wrap(base64.b64encode(body).decode(), 120))
        entries.append(f"-- {status} {kind} {uri} --\n{text}\n")
    names = sorted({w[0].partition(" ")[2] for w, _ in sources() if w[0].startswith("page ")})
    gone = {w[0].partition(" ")[2] for w, _ in sources() if w[0].startswith("delete ")}
    for name in names:
        uri = "/trac/wiki/" + quote(name)
        keep(uri)
        if name in gone:
            continue
        keep(uri + "?format=txt")
        keep(uri + "?action=history")
        for n in range(1, WikiPage(env, name).version + 1):
            keep(f"{uri}?version={n}&format=txt")
        for file in Attachment.select(env, "wiki", name):
            keep(f"/trac/raw-attachment/wiki/{quote(name)}/{quote(file.filename)}")
    keep("/trac/wiki")
    return entries


with tempfile.TemporaryDirectory() as work:
    repository(work + "/repository")
    Environment(work + "/env", create=True, options=[
        ("project", "name", "The Weathercock"), ("trac", "base_url", "http://trac.invalid/trac"),
        ("trac", "default_timezone", "UTC"), ("wiki", "render_unsafe_content", "disabled"),
        ("components", "tracopt.versioncontrol.git.*", "enabled"),
        ("repositories", ".dir", work + "/repository"), ("repositories", ".type", "git")])
    with open(work + "/env/plugins/weather.py", "w") as f:
        f.write(PLUGIN)
    env = open_environment(work + "/env")
    env.config.set("logging", "log_type", "none")
    env.config.save()
    for realm in "CHANGESET BROWSER LOG FILE MILESTONE REPORT ROADMAP SEARCH TICKET TIMELINE WIKI".split():
        if realm + "_VIEW" not in {action for _, action in PermissionSystem(env).get_all_permissions()}:
            PermissionSystem(env).grant_permission("anonymous", realm + "_VIEW")
    milestone = Milestone(env)
    milestone.name = "Spring"
    milestone.insert()
    fill(env)
    with open(os.path.join(here, "recording.txtar"), "w", encoding="utf-8", newline="") as f:
        f.write("""The answers of a Trac 1.6 to a fetch of the wiki in source.txtar, made by record.py.

A name is the status, the type and the URI; the last newline is not part of an answer, and what is no text is in base64.
""")
        f.writelines(record(env))
