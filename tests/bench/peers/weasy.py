"""The page of the bench by WeasyPrint, warm: usage: weasy.py TEXTS COUNT [FILE]. Prints the processor time of a document, ms."""
import sys, time
import weasyprint
from weasyprint.text.fonts import FontConfiguration

lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
count = int(sys.argv[2])
fonts = FontConfiguration()
style = weasyprint.CSS(string="""@page { size: 842pt 595pt; margin: 0 } body { margin: 0; font-family: Lato } div { position: absolute }
.frame { box-sizing: border-box; border: 3pt solid black; left: 26.5pt; top: 26.5pt; width: 789pt; height: 542pt }
.inner { border-width: 1pt; left: 33.5pt; top: 33.5pt; width: 775pt; height: 528pt }
.centre { left: 60pt; width: 722pt; text-align: center; font-family: 'Linux Libertine O' }""", font_config=fonts)


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
    return weasyprint.HTML(string=page(i)).write_pdf(stylesheets=[style], font_config=fonts)


make(0)
start = time.process_time()
for i in range(count):
    file = make(i)
print("%.4f %d" % ((time.process_time() - start) * 1e3 / count, len(file)))
if len(sys.argv) > 3:
    open(sys.argv[3], "wb").write(file)
