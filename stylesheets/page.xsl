<?xml version="1.0" encoding="UTF-8"?>
<!-- What the reports share: the page with its style and its script, bars, signs, the table of messages. Contrasts are at least 4.5 to 1
     (text) and 3 to 1 (bars, focus) on light and on dark. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:parchemin:dossier:1"
  xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:template name="page">
    <xsl:param name="titre"/>
    <xsl:param name="contenu"/>
    <html lang="fr">
      <head>
        <title><xsl:value-of select="$titre"/></title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <style><xsl:call-template name="style"/></style>
      </head>
      <body>
        <main><xsl:copy-of select="$contenu"/></main>
        <script><xsl:call-template name="script"/></script>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="chiffre">
    <xsl:param name="nom"/>
    <xsl:param name="valeur"/>
    <div><dt><xsl:value-of select="$nom"/></dt><dd><xsl:value-of select="$valeur"/></dd></div>
  </xsl:template>

  <!-- A row of a chart. -->
  <xsl:template name="barre">
    <xsl:param name="nom"/>
    <xsl:param name="nombre"/>
    <xsl:param name="sur"/>
    <xsl:param name="classe"/>
    <tr>
      <th scope="row"><xsl:value-of select="$nom"/></th>
      <td>
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 100 8" preserveAspectRatio="none" class="{$classe}">
          <xsl:attribute name="aria-label"><xsl:value-of select="$nombre"/> sur <xsl:value-of select="$sur"/></xsl:attribute>
          <rect class="fond" width="100" height="8"/>
          <xsl:if test="$sur &gt; 0"><rect class="part" height="8" width="{round(1000 * $nombre div $sur) div 10}"/></xsl:if>
        </svg>
      </td>
      <td class="nombre"><xsl:value-of select="$nombre"/>&#160;/&#160;<xsl:value-of select="$sur"/></td>
    </tr>
  </xsl:template>

  <!-- A state by a shape; its word stands beside it. -->
  <xsl:template name="signe">
    <xsl:param name="etat"/>
    <span aria-hidden="true" class="signe">
      <xsl:choose>
        <xsl:when test="$etat = 'valide' or $etat = 'obtenue'">●</xsl:when>
        <xsl:when test="$etat = 'acquis-anterieurement'">◉</xsl:when>
        <xsl:when test="$etat = 'entretien-requis' or $etat = 'en-attente' or $etat = 'sursis' or $etat = 'partielle'">◐</xsl:when>
        <xsl:when test="$etat = 'non-valide' or $etat = 'non-obtenue'">○</xsl:when>
        <xsl:otherwise>–</xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <xsl:template name="table-messages">
    <xsl:param name="messages"/>
    <div class="defile" role="region" aria-label="Tableau des messages" tabindex="0">
      <table class="triable">
        <thead><tr><th scope="col">Code</th><th scope="col">Niveau</th><th scope="col">Endroit</th><th scope="col">Message</th></tr></thead>
        <tbody>
          <xsl:for-each select="$messages">
            <tr>
              <th scope="row"><xsl:value-of select="@code"/></th>
              <td><xsl:choose><xsl:when test="@niveau = 'error'">erreur</xsl:when><xsl:when test="@niveau = 'warning'">avertissement</xsl:when><xsl:otherwise>note</xsl:otherwise></xsl:choose></td>
              <td class="endroit"><xsl:value-of select="@fichier"/><xsl:if test="@ligne">:<xsl:value-of select="@ligne"/><xsl:if test="@colonne &gt; 0">:<xsl:value-of select="@colonne"/></xsl:if></xsl:if></td>
              <td><xsl:value-of select="."/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template name="style"><xsl:text>
:root { color-scheme: light dark; --fond: #ffffff; --texte: #1a1c20; --doux: #4a515c; --filet: #c6cbd2; --encre: #1f3a5f; --lien: #1a4f8b; --creux: #e7eaee; --oui: #2e6b4f; --mi: #8a6514; --non: #9c2f3f; --vide: #6b7280; --rouge: #a3182f }
@media (prefers-color-scheme: dark) { :root { --fond: #14171c; --texte: #e8eaee; --doux: #b3bac5; --filet: #3a414c; --encre: #a9c7ee; --lien: #8fbcf5; --creux: #2a3038; --oui: #6cc79b; --mi: #dbb25c; --non: #ee8f9c; --vide: #99a2af; --rouge: #ff9aa8 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--fond); color: var(--texte); font: 1rem/1.5 Lato, "Segoe UI", system-ui, sans-serif }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
header { border-bottom: 1px solid var(--filet); padding-bottom: 1rem }
header p { margin: 0; color: var(--doux) }
h1 { font: 400 2.25rem/1.2 "Linux Libertine Display O", "Linux Libertine O", Georgia, serif; color: var(--encre); margin: .25rem 0 }
h2 { font: 600 1.3rem/1.3 "Linux Libertine O", Georgia, serif; color: var(--encre); margin: 2.25rem 0 .75rem }
p.etat { color: var(--oui); font-weight: 700 }
p.etat.refus, p.specimen { color: var(--rouge); font-weight: 700 }
p.specimen { letter-spacing: .12em; text-transform: uppercase }
dl.chiffres { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem; margin: 1.5rem 0 0 }
dl.chiffres div { border-left: 3px solid var(--encre); padding-left: .75rem }
dt { color: var(--doux); font-size: .9rem }
dd { margin: 0; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums }
a { color: var(--lien) }
a:focus-visible, button:focus-visible, .defile:focus-visible { outline: 3px solid var(--lien); outline-offset: 2px }
ul.liens { list-style: none; margin: 0; padding: 0 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--filet); font-variant-numeric: tabular-nums }
thead th { color: var(--doux); font-size: .9rem; font-weight: 700 }
tbody th { font-weight: 400 }
.nombre { text-align: right; white-space: nowrap; padding-right: 0 }
.barres td { width: 45% }
.barres td.nombre { width: auto }
.barres svg { display: block; width: 100%; height: .8rem; margin-top: .35rem }
svg .fond { fill: var(--creux) }
svg .part { fill: var(--vide) }
svg.obtenue .part { fill: var(--oui) }
svg.partielle .part, svg.en-attente .part, svg.sursis .part { fill: var(--mi) }
svg.non-obtenue .part, svg.refusee .part { fill: var(--non) }
.defile { overflow-x: auto; position: relative }
.defile th[scope=row] { min-width: 8.5rem }
.defile td.bloc { white-space: nowrap }
.defile td:last-child { min-width: 11rem; padding-right: 0 }
.endroit { font-size: .9rem }
.cache { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
th button { all: unset; cursor: pointer; text-decoration: underline dotted; text-underline-offset: .25em }
th[aria-sort=ascending] button::after { content: " ▲" }
th[aria-sort=descending] button::after { content: " ▼" }
@media (max-width: 40rem) { .barres thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) } .barres tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--filet) } .barres th, .barres td { border: 0; width: auto } .barres td:nth-child(2) { grid-row: 2; grid-column: 1 / 3; padding: 0 0 .5rem } }
@media print { :root { --fond: #fff; --texte: #000; --doux: #333; --encre: #000; --lien: #000 } main { max-width: none; padding: 0 } .defile { overflow: visible } th button { text-decoration: none } tr { break-inside: avoid } h2 { break-after: avoid } }
</xsl:text></xsl:template>

  <!-- Sorting: the heads of a table become buttons; without a script the table stands as it is. -->
  <xsl:template name="script"><xsl:text disable-output-escaping="yes">
document.querySelectorAll("table.triable").forEach(function (table) {
  var order = new Intl.Collator("fr", { numeric: true }), body = table.tBodies[0];
  table.querySelectorAll("thead th:not(.fixe)").forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    head.append(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending", column = head.cellIndex;
      table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(body.rows).sort(function (a, b) {
        var way = order.compare(a.cells[column].textContent, b.cells[column].textContent);
        return down ? -way : way;
      }).forEach(function (row) { body.append(row); });
    });
  });
});
</xsl:text></xsl:template>
</xsl:stylesheet>
