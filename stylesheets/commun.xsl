<?xml version="1.0" encoding="UTF-8"?>
<!-- What the documents share: colours, faces, the words of the states, names, births, the feet of pages. Texts typed by people pass
     through f:typo, names through f:nom and f:capitales; what is worded here is set as it stands. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
  xmlns:fig="urn:parchemin:figure:1" exclude-result-prefixes="d f fox fig">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:variable name="certification" select="/d:dossier/d:certification"/>
  <xsl:variable name="session" select="/d:dossier/d:session"/>
  <xsl:variable name="rs" select="$certification/@repertoire = 'RS'"/>

  <!-- One dark colour, one metal, both the certifier's; greys for what serves the rest. As strings: where a variable is a fragment of
       a tree, each attribute that takes its value keeps four kilobytes. -->
  <xsl:variable name="couleurs" select="$certification/d:couleurs"/>
  <xsl:variable name="encre" select="concat($couleurs/@principale, substring('#1f3a5f', 1, 7 * not($couleurs/@principale != '')))"/>
  <xsl:variable name="metal" select="concat($couleurs/@secondaire, substring('#b08d57', 1, 7 * not($couleurs/@secondaire != '')))"/>
  <xsl:variable name="noir" select="'#1a1c20'"/>
  <xsl:variable name="gris" select="'#565d68'"/>
  <xsl:variable name="filet" select="'#c6cbd2'"/>

  <xsl:variable name="serif" select="&quot;'Linux Libertine O', serif&quot;"/>
  <xsl:variable name="titrage" select="&quot;'Linux Libertine Display O', 'Linux Libertine O', serif&quot;"/>
  <xsl:variable name="sans" select="'Lato, sans-serif'"/>

  <!-- Everything stands on a grid of 4.5 mm. -->
  <xsl:attribute-set name="texte">
    <xsl:attribute name="font-family">Lato, sans-serif</xsl:attribute>
    <xsl:attribute name="font-size">9pt</xsl:attribute>
    <xsl:attribute name="line-height">4.5mm</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$noir"/></xsl:attribute>
    <xsl:attribute name="xml:lang">fr</xsl:attribute>
    <xsl:attribute name="orphans">2</xsl:attribute>
    <xsl:attribute name="widows">2</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="titre-section">
    <xsl:attribute name="role">H2</xsl:attribute>
    <xsl:attribute name="font-family">'Linux Libertine O', serif</xsl:attribute>
    <xsl:attribute name="font-weight">600</xsl:attribute>
    <xsl:attribute name="font-size">13pt</xsl:attribute>
    <xsl:attribute name="line-height">4.5mm</xsl:attribute>
    <xsl:attribute name="space-before">6.75mm</xsl:attribute>
    <xsl:attribute name="space-after">2.25mm</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$encre"/></xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="titre-mineur">
    <xsl:attribute name="font-weight">700</xsl:attribute>
    <xsl:attribute name="space-before">4.5mm</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="paragraphe">
    <xsl:attribute name="space-before">2.25mm</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="tableau">
    <xsl:attribute name="table-layout">fixed</xsl:attribute>
    <xsl:attribute name="width">100%</xsl:attribute>
    <xsl:attribute name="border-collapse">separate</xsl:attribute>
  </xsl:attribute-set>

  <!-- A head of table: small, between two hairlines. -->
  <xsl:attribute-set name="entete">
    <xsl:attribute name="border-top">0.6pt solid <xsl:value-of select="$encre"/></xsl:attribute>
    <xsl:attribute name="border-bottom">0.6pt solid <xsl:value-of select="$encre"/></xsl:attribute>
    <xsl:attribute name="padding">1.125mm 2mm 1.125mm 0mm</xsl:attribute>
    <xsl:attribute name="font-size">7.8pt</xsl:attribute>
    <xsl:attribute name="font-weight">700</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$encre"/></xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="display-align">after</xsl:attribute>
  </xsl:attribute-set>

  <!-- In few attributes: most of minutes' memory is those of cells. What a cell has otherwise it says as padding-left, border-top …,
       which go before the shorthands as padding-start does not. -->
  <xsl:attribute-set name="cellule">
    <xsl:attribute name="border-bottom">0.35pt solid <xsl:value-of select="$filet"/></xsl:attribute>
    <xsl:attribute name="padding">1.125mm 2mm 1.125mm 0mm</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="second">
    <xsl:attribute name="font-size">7.8pt</xsl:attribute>
    <xsl:attribute name="color"><xsl:value-of select="$gris"/></xsl:attribute>
  </xsl:attribute-set>

  <!-- ===== The certification ===== -->

  <xsl:variable name="type-feminin" select="$certification/@type = 'CERTIFICATION'"/>

  <!-- Before the title, in a heading: CQP « … » -->
  <xsl:variable name="type-court">
    <xsl:choose>
      <xsl:when test="$certification/@type = 'TITRE'">Titre</xsl:when>
      <xsl:when test="$certification/@type = 'DIPLOME'">Diplôme</xsl:when>
      <xsl:when test="$certification/@type = 'CERTIFICATION'">Certification</xsl:when>
      <xsl:otherwise><xsl:value-of select="$certification/@type"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- In a sentence: le CQP, le titre, la certification -->
  <xsl:variable name="type-article">
    <xsl:choose>
      <xsl:when test="$certification/@type = 'TITRE'">le titre</xsl:when>
      <xsl:when test="$certification/@type = 'DIPLOME'">le diplôme</xsl:when>
      <xsl:when test="$certification/@type = 'CERTIFICATION'">la certification</xsl:when>
      <xsl:otherwise>le <xsl:value-of select="$certification/@type"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:variable name="type-long">
    <xsl:choose>
      <xsl:when test="$certification/@type = 'CQP'">Certificat de qualification professionnelle</xsl:when>
      <xsl:when test="$certification/@type = 'CQPM'">Certificat de qualification paritaire de la métallurgie</xsl:when>
      <xsl:when test="$certification/@type = 'CQPI'">Certificat de qualification professionnelle interbranches</xsl:when>
      <xsl:when test="$certification/@type = 'TITRE'">Titre à finalité professionnelle</xsl:when>
      <xsl:when test="$certification/@type = 'DIPLOME'">Diplôme</xsl:when>
      <xsl:otherwise>Certification</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:variable name="intitule" select="f:typo($certification/d:intitule)"/>
  <xsl:variable name="intitule-cite" select="concat('«&#8239;', $intitule, '&#8239;»')"/>

  <!-- The registered mention, without its subject. -->
  <xsl:template name="enregistrement">
    <xsl:variable name="e" select="$certification/d:enregistrement"/>
    <xsl:if test="$e/@code != ''">
      <xsl:choose>
        <xsl:when test="$rs">enregistrée au répertoire spécifique sous le numéro </xsl:when>
        <xsl:when test="$type-feminin">enregistrée au RNCP sous le numéro </xsl:when>
        <xsl:otherwise>enregistré au RNCP sous le numéro </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$e/@code"/>
      <xsl:if test="$e/@decision != ''">
        <xsl:text> par décision du directeur général de France compétences en date du&#160;</xsl:text>
        <xsl:value-of select="f:date-longue($e/@decision)"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Certifiers, one after the other. -->
  <xsl:template name="certificateurs">
    <xsl:param name="entre" select="' · '"/>
    <xsl:for-each select="$certification/d:certificateur">
      <xsl:if test="position() &gt; 1"><xsl:value-of select="$entre"/></xsl:if>
      <xsl:value-of select="f:typo(d:raison-sociale)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- Neither the certifier's own file nor the référentiel may name who signs: then whoever does says so by hand. -->
  <xsl:variable name="signe" select="$certification/d:signataire/@qualite != '' or $certification/d:signataire/@nom != ''"/>
  <xsl:template name="sans-signataire">
    <xsl:param name="blanc"/>
    <xsl:param name="police" select="$sans"/>
    <fo:block role="P" font-style="italic">Pour le certificateur</fo:block>
    <fo:block role="P" space-before="{$blanc}" font-family="{$police}" font-size="7.4pt" color="{$gris}" border-before-style="solid" border-before-width="0.35pt"
      border-before-color="{$filet}" padding-before="0.75mm">nom, qualité et signature</fo:block>
  </xsl:template>

  <!-- ===== People ===== -->

  <xsl:template match="*" mode="prenoms">
    <xsl:for-each select="d:prenom">
      <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
      <xsl:value-of select="f:nom(.)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- NOM Prénom, as lists want it; the first of the first names. -->
  <xsl:template match="*" mode="nom-prenom">
    <xsl:value-of select="f:capitales(d:nom-naissance | d:nom)"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="f:nom(d:prenom[1])"/>
  </xsl:template>

  <!-- Mme Anaïs ÇELIK-ŒUVRARD -->
  <xsl:template match="*" mode="civil">
    <xsl:if test="d:civilite != ''"><xsl:value-of select="d:civilite"/><xsl:text>&#160;</xsl:text></xsl:if>
    <xsl:if test="d:prenom != ''"><xsl:value-of select="f:nom(d:prenom[1])"/><xsl:text> </xsl:text></xsl:if>
    <xsl:value-of select="f:capitales(d:nom-naissance | d:nom)"/>
  </xsl:template>

  <!-- F, M or nothing: the sex where it is given, else the civility. -->
  <xsl:template match="*" mode="genre">
    <xsl:choose>
      <xsl:when test="d:sexe = 'F' or d:sexe = 'M'"><xsl:value-of select="d:sexe"/></xsl:when>
      <xsl:when test="d:civilite = 'Mme' or d:civilite = 'Mlle'">F</xsl:when>
      <xsl:when test="d:civilite = 'M.'">M</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A word that agrees: né, née, né(e). -->
  <xsl:template match="*" mode="accord">
    <xsl:param name="masculin"/>
    <xsl:param name="feminin" select="concat($masculin, 'e')"/>
    <xsl:param name="neutre" select="concat($masculin, '(e)')"/>
    <xsl:variable name="genre"><xsl:apply-templates select="." mode="genre"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$genre = 'F'"><xsl:value-of select="$feminin"/></xsl:when>
      <xsl:when test="$genre = 'M'"><xsl:value-of select="$masculin"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$neutre"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- née le 2 mars 1988 à Saint-Étienne; né en 2001 à Dakar (Sénégal) -->
  <xsl:template match="d:candidat" mode="naissance">
    <xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'né'"/></xsl:apply-templates>
    <xsl:choose>
      <xsl:when test="string-length(d:naissance/@date) = 10"><xsl:text> le&#160;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text> en&#160;</xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="f:date-longue(d:naissance/@date)"/>
    <xsl:if test="d:naissance/@commune != ''">
      <xsl:text> à </xsl:text>
      <xsl:value-of select="f:nom(d:naissance/@commune)"/>
    </xsl:if>
    <xsl:if test="d:naissance/@pays-nom != ''">
      <xsl:text> (</xsl:text><xsl:value-of select="f:nom(d:naissance/@pays-nom)"/><xsl:text>)</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- ===== States: a sign and a word, so that neither colour nor sign has to be known ===== -->

  <xsl:template name="signe">
    <xsl:param name="etat"/>
    <fo:inline font-family="{$serif}" font-size="1em" line-height="1pt" color="{$encre}">
      <xsl:choose>
        <xsl:when test="$etat = 'valide' or $etat = 'acquise' or $etat = 'obtenue'">●</xsl:when>
        <xsl:when test="$etat = 'acquis-anterieurement' or $etat = 'acquise-anterieurement'">◉</xsl:when>
        <xsl:when test="$etat = 'entretien-requis' or $etat = 'en-attente' or $etat = 'sursis'">◐</xsl:when>
        <xsl:when test="$etat = 'non-presente' or $etat = ''">–</xsl:when>
        <xsl:otherwise>○</xsl:otherwise>
      </xsl:choose>
    </fo:inline>
  </xsl:template>

  <xsl:template name="etat-bloc">
    <xsl:param name="etat" select="@etat"/>
    <xsl:choose>
      <xsl:when test="$etat = 'valide'">validé</xsl:when>
      <xsl:when test="$etat = 'acquis-anterieurement'">acquis</xsl:when>
      <xsl:when test="$etat = 'entretien-requis'">entretien requis</xsl:when>
      <xsl:when test="$etat = 'sursis'">décision différée</xsl:when>
      <xsl:when test="$etat = 'non-presente'">non présenté</xsl:when>
      <xsl:otherwise>non validé</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Within a row of a table: the last row, and the first of a longer table, do not stand alone on a page. -->
  <xsl:template name="pas-seule">
    <xsl:if test="(position() = 1 and last() &gt; 3) or (position() = last() - 1 and last() &gt; 2)">
      <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- A row is not broken, but where what is said of a competence is so long that a page would be left half white. -->
  <xsl:template name="entiere">
    <xsl:if test="string-length(d:commentaire) &lt; 1200"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- A statement that the source cuts, or leaves illegible in part, says so. -->
  <xsl:template match="d:enonce">
    <xsl:value-of select="f:typo(.)"/>
    <xsl:if test="@etat = 'tronquee' or @etat = 'illisible'">&#160;[…]</xsl:if>
  </xsl:template>

  <xsl:template name="etat-competence">
    <xsl:param name="plusieurs" select="false()"/>
    <xsl:variable name="s" select="substring('s', 1, $plusieurs)"/>
    <xsl:choose>
      <xsl:when test="@resultat = 'acquise'"><xsl:value-of select="concat('acquise', $s)"/></xsl:when>
      <xsl:when test="@resultat = 'acquise-anterieurement'"><xsl:value-of select="concat('acquise', $s, ' antérieurement')"/></xsl:when>
      <xsl:when test="@resultat = 'non-acquise'"><xsl:value-of select="concat('non acquise', $s)"/></xsl:when>
      <xsl:when test="@resultat = 'non-evaluee'"><xsl:value-of select="concat('non évaluée', $s)"/></xsl:when>
      <xsl:otherwise>sans résultat</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Within a sentence, a text that opens with a capital for no other reason loses it; at its head, a word gains one. -->
  <xsl:variable name="capitales" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜ'"/>
  <xsl:variable name="minuscules" select="'abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûü'"/>

  <xsl:template name="en-minuscule">
    <xsl:param name="texte"/>
    <xsl:variable name="second" select="substring($texte, 2, 1)"/>
    <xsl:choose>
      <xsl:when test="$second != '' and contains($minuscules, $second)">
        <xsl:value-of select="concat(translate(substring($texte, 1, 1), $capitales, $minuscules), substring($texte, 2))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$texte"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="en-majuscule">
    <xsl:param name="texte"/>
    <xsl:value-of select="concat(translate(substring($texte, 1, 1), $minuscules, $capitales), substring($texte, 2))"/>
  </xsl:template>

  <!-- , cheffe d’atelier -->
  <xsl:template match="*" mode="qualite">
    <xsl:if test="d:qualite != ''">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(d:qualite)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- 45 minutes -->
  <xsl:template name="minutes">
    <xsl:value-of select="f:nombre-accord(@minutes, 'minute', 'minutes')"/>
  </xsl:template>

  <!-- 1, 2 et 4 -->
  <xsl:template name="rangs">
    <xsl:param name="blocs"/>
    <xsl:for-each select="$blocs">
      <xsl:choose>
        <xsl:when test="position() = 1"/>
        <xsl:when test="position() = last()"> et&#160;</xsl:when>
        <xsl:otherwise>, </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@numero"/>
    </xsl:for-each>
  </xsl:template>

  <!-- blocs 1, 2 et 4 -->
  <xsl:template name="numeros">
    <xsl:param name="blocs"/>
    <xsl:choose>
      <xsl:when test="count($blocs) = 1"><xsl:text>bloc&#160;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>blocs&#160;</xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="rangs"><xsl:with-param name="blocs" select="$blocs"/></xsl:call-template>
  </xsl:template>

  <!-- ===== Pages ===== -->

  <xsl:variable name="mot-mention">
    <xsl:if test="/d:dossier/@specimen = 'oui'">SPÉCIMEN</xsl:if>
    <xsl:if test="/d:dossier/@specimen = 'oui' and /d:dossier/@projet = 'oui'"> · </xsl:if>
    <xsl:if test="/d:dossier/@projet = 'oui'">PROJET</xsl:if>
  </xsl:variable>

  <!-- SPÉCIMEN or PROJET, as real text. -->
  <xsl:template name="mention">
    <xsl:param name="police" select="$sans"/>
    <xsl:param name="graisse" select="700"/>
    <xsl:if test="$mot-mention != ''">
      <fo:inline font-family="{$police}" font-weight="{$graisse}" letter-spacing="0.16em" color="#a3182f"><xsl:value-of select="$mot-mention"/></fo:inline>
    </xsl:if>
  </xsl:template>

  <!-- The same across the page. What is painted before the text is opaque; what comes after it must let it through. -->
  <xsl:variable name="mot-marque">
    <xsl:choose>
      <xsl:when test="/d:dossier/@projet = 'oui'">PROJET</xsl:when>
      <xsl:when test="/d:dossier/@specimen = 'oui'">SPÉCIMEN</xsl:when>
    </xsl:choose>
  </xsl:variable>
  <xsl:template name="marque">
    <xsl:param name="largeur"/>
    <xsl:param name="hauteur"/>
    <xsl:param name="couleur" select="'#a3182f10'"/>
    <xsl:if test="$mot-marque != ''">
      <fo:block-container role="Artifact" absolute-position="fixed" left="0mm" top="0mm" width="{$largeur}" height="{$hauteur} + 1mm">
        <fo:block font-family="{$sans}" font-weight="700" font-size="1pt" line-height="1pt" color="{$couleur}">
          <fo:instream-foreign-object><fig:marque texte="{$mot-marque}" largeur="{$largeur}" hauteur="{$hauteur}"/></fo:instream-foreign-object>
        </fo:block>
      </fo:block-container>
    </xsl:if>
  </xsl:template>

  <!-- Three parts on one line, below a hairline. -->
  <xsl:template name="pied">
    <xsl:param name="gauche"/>
    <xsl:param name="droite"/>
    <xsl:param name="paysage" select="false()"/>
    <xsl:call-template name="marque">
      <xsl:with-param name="largeur"><xsl:choose><xsl:when test="$paysage">297mm</xsl:when><xsl:otherwise>210mm</xsl:otherwise></xsl:choose></xsl:with-param>
      <xsl:with-param name="hauteur"><xsl:choose><xsl:when test="$paysage">210mm</xsl:when><xsl:otherwise>297mm</xsl:otherwise></xsl:choose></xsl:with-param>
    </xsl:call-template>
    <fo:block role="Artifact" font-family="{$sans}" font-size="7.5pt" line-height="4.5mm" color="{$gris}" xml:lang="fr"
      border-before-style="solid" border-before-width="0.35pt" border-before-color="{$filet}" padding-before="1.5mm">
      <fo:table table-layout="fixed" width="100%" border-collapse="separate">
        <fo:table-column column-width="proportional-column-width(5)"/>
        <!-- Two words, of a specimen that is a draft, stand on one line as well. -->
        <fo:table-column column-width="proportional-column-width({2 + 0.7 * contains($mot-mention, '·')})"/>
        <fo:table-column column-width="proportional-column-width(5)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell><fo:block><xsl:copy-of select="$gauche"/></fo:block></fo:table-cell>
            <fo:table-cell><fo:block text-align="center"><xsl:call-template name="mention"/></fo:block></fo:table-cell>
            <fo:table-cell><fo:block text-align="end"><xsl:copy-of select="$droite"/></fo:block></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block>
  </xsl:template>

  <xsl:template name="page-sur">
    <xsl:text>page&#160;</xsl:text><fo:page-number/><xsl:text>&#160;/&#160;</xsl:text><fo:page-number-citation-last ref-id="document"/>
  </xsl:template>

  <!-- What a logo is to who cannot see it. -->
  <xsl:variable name="logo-dit">
    <xsl:choose>
      <xsl:when test="normalize-space($certification/d:logo/@alt) != ''"><xsl:value-of select="f:typo($certification/d:logo/@alt)"/></xsl:when>
      <xsl:otherwise>Logo&#160;: <xsl:value-of select="f:typo($certification/d:certificateur[1]/d:raison-sociale)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- The certifier's name, with its logo. -->
  <xsl:template name="enseigne">
    <xsl:variable name="logo" select="$certification/d:logo"/>
    <xsl:if test="$logo/@href != ''">
      <fo:block space-after="1.5mm">
        <fo:external-graphic src="url('{$logo/@href}')" content-height="12mm" scaling="uniform" fox:alt-text="{$logo-dit}"/>
      </fo:block>
    </xsl:if>
    <xsl:for-each select="$certification/d:certificateur">
      <fo:block font-family="{$sans}" font-weight="700" color="{$encre}"><xsl:value-of select="f:typo(d:raison-sociale)"/></fo:block>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
