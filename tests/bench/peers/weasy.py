"""The page of the bench by WeasyPrint, warm, or its table: usage: weasy.py page|table TEXTS COUNT [FILE]. Prints the processor time of a
document, ms."""
import sys, time
import weasyprint
from weasyprint.text.fonts import FontConfiguration

what = sys.argv[1]
lines = open(sys.argv[2], encoding="utf-8").read().rstrip("\n").split("\n")
count = int(sys.argv[3])
fonts = FontConfiguration()
style = weasyprint.CSS(string="""@page { size: 842pt 595pt; margin: 0 } body { margin: 0; font-family: Lato } div { position: absolute }
.frame { box-sizing: border-box; border: 3pt solid black; left: 26.5pt; top: 26.5pt; width: 789pt; height: 542pt }
.inner { border-width: 1pt; left: 33.5pt; top: 33.5pt; width: 775pt; height: 528pt }
.centre { left: 60pt; width: 722pt; text-align: center; font-family: 'Linux Libertine O' }""", font_config=fonts)
ruled = weasyprint.CSS(string="""@page { size: 595pt 842pt; margin: 40pt 40pt 70pt; @bottom-center { content: counter(page); font: 9pt Lato } }
body { margin: 0; font: 9pt Lato } h1 { font: 20pt 'Linux Libertine O'; margin: 0 0 12pt }
table { table-layout: fixed; width: 515pt; border-collapse: collapse } tr { break-inside: avoid } th { background: #e0e0e0; text-align: left }
td, th { padding: 3pt; border-bottom: 0.5pt solid #808080; vertical-align: top }""", font_config=fonts)


def table(i):
    """The rows, the first i of them last, so that no two documents are alike."""
    rows = lines[3:]
    i %= len(rows)
    cells = lambda row, name: "".join("<%s>%s</%s>" % (name, cell, name) for cell in row.split("|"))
    return ('<html lang="fr"><title>%s</title><h1>%s</h1><table><colgroup>%s</colgroup><thead><tr>%s</tr></thead><tbody>%s</tbody></table></html>'
            % (lines[0], lines[0], "".join('<col style="width:%spt">' % width for width in lines[1].split("|")), cells(lines[2], "th"),
               "".join("<tr>%s</tr>" % cells(row, "td") for row in rows[i:] + rows[:i])))


def page(i):
    name = "%s %s" % (lines[11].split("|")[i % 8], lines[12].split("|")[i // 8 % 8])
    body = lines[2].replace("%1$d", str(1 + i % 28)).replace("%2$02d", "%02d" % (60 + i % 40)).replace("%3$05d", "%05d" % i)
    skills = "".join('<div style="left:120pt;top:%dpt;width:620pt;font-size:10pt">%s</div>' % (310 + 20 * k, lines[3 + k])
                     for k in range(6))
    return ('<html lang="fr"><title>%s</title><div class="frame"></div><div class="frame inner"></div>'
            '<div class="centre" style="top:70pt;font-size:34pt">%s</div>'
            '<div class="centre" style="top:125pt;font-size:16pt;font-style:italic">%s</div>'
            '<div class="centre" style="top:170pt;font-size:28pt;font-weight:bold">%s</div>'
            '<div style="left:100pt;top:230pt;width:642pt;font-size:12pt;text-align:justify">%s</div>%s'
            '<div style="left:100pt;top:460pt;width:200pt;font-size:11pt;font-weight:bold">%s</div>'
            '<div style="left:542pt;top:460pt;width:200pt;font-size:11pt;font-weight:bold;text-align:right">%s</div></html>'
            % (name, lines[0], lines[1], name, body, skills, lines[9], lines[10]))


def make(i):
    if what == "table":
        return weasyprint.HTML(string=table(i)).write_pdf(stylesheets=[ruled], font_config=fonts)
    return weasyprint.HTML(string=page(i)).write_pdf(stylesheets=[style], font_config=fonts)


make(0)
start = time.process_time()
for i in range(count):
    file = make(i)
print("%.4f %d" % ((time.process_time() - start) * 1e3 / count, len(file)))
if len(sys.argv) > 4:
    open(sys.argv[4], "wb").write(file)
