<?xml version="1.0" encoding="UTF-8"?>
<!-- The parchment: of one bloc, or of the certification. A4 landscape, one page. The mandatory mentions are France compétences' own:
     registration, certifier, registered title, levels, NSF, holder, date and place of delivery, signatory. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
  exclude-result-prefixes="d f">

  <xsl:import href="commun.xsl"/>

  <xsl:variable name="document">Parchemin</xsl:variable>
  <xsl:variable name="parchemin" select="/d:dossier/d:parchemin"/>
  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
  <xsl:variable name="un-bloc" select="$parchemin/@objet = 'bloc'"/>
  <xsl:variable name="bloc" select="$candidat/d:bloc[@ref = $parchemin/@bloc]"/>

  <xsl:variable name="nom-complet">
    <xsl:apply-templates select="$candidat" mode="prenoms"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="f:capitales($candidat/d:nom-naissance)"/>
  </xsl:variable>

  <!-- What is to be said decides how much room each part may take: one page, always. -->
  <xsl:variable name="enonces" select="$bloc[$un-bloc]/d:competence | $candidat[$rs]/d:competence"/>
  <xsl:variable name="longueur-enonces">
    <xsl:call-template name="longueur"><xsl:with-param name="textes" select="$enonces/d:enonce"/></xsl:call-template>
  </xsl:variable>
  <!-- Letters to be set, and what counts as many: lines that a name or a title takes beyond the first. -->
  <xsl:variable name="charge" select="$longueur-enonces + 40 * count($enonces) + 90 * count($candidat/d:bloc[not($un-bloc)])
    + 300 * number(string-length($nom-complet) &gt; 66) + 200 * number($un-bloc and string-length($bloc/d:intitule) &gt; 70)
    + 200 * number(string-length($certification/d:intitule) &gt; 60) + 150 * (count($certification/d:certificateur) - 1)"/>
  <xsl:variable name="serre" select="$charge &gt; 1050"/>
  <xsl:variable name="dense" select="$charge &gt; 1600"/>

  <xsl:template name="longueur">
    <xsl:param name="textes"/>
    <xsl:variable name="longueurs">
      <xsl:for-each select="$textes"><xsl:value-of select="."/></xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="string-length($longueurs)"/>
  </xsl:template>

  <!-- The holder's name is the largest thing on the page; on one line up to 66 letters. -->
  <xsl:variable name="corps-nom">
    <xsl:variable name="n" select="string-length($nom-complet)"/>
    <xsl:choose>
      <xsl:when test="$n &lt; 25 and not($serre)">44</xsl:when>
      <xsl:when test="$n &lt; 31">38</xsl:when>
      <xsl:when test="$n &lt; 37">32</xsl:when>
      <xsl:when test="$n &lt; 46">27</xsl:when>
      <xsl:when test="$n &lt; 54">23</xsl:when>
      <xsl:when test="$n &lt; 85">20.5</xsl:when>
      <xsl:otherwise>19.5</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/d:dossier">
    <fo:root xml:lang="fr" language="fr" font-family="{$serif}" color="{$noir}">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="parchemin" page-width="297mm" page-height="210mm">
          <fo:region-body margin="17mm 28mm 18mm 28mm"/>
          <fo:region-before extent="18mm" region-name="cadre"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="parchemin">
        <fo:title><xsl:value-of select="$document"/><xsl:if test="$parchemin/@numero != ''"> n°&#160;<xsl:value-of select="$parchemin/@numero"/></xsl:if>, <xsl:value-of select="concat(f:nom($candidat/d:prenom[1]), ' ', f:capitales($candidat/d:nom-naissance))"/></fo:title>
        <fo:static-content flow-name="cadre">
          <xsl:call-template name="cadre"/>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="haut"/>
          <xsl:call-template name="bas"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- Two hairlines: ink outside, metal within. -->
  <xsl:template name="cadre">
    <xsl:call-template name="filet-cadre">
      <xsl:with-param name="retrait" select="9"/>
      <xsl:with-param name="trait" select="concat('0.9pt solid ', $encre)"/>
    </xsl:call-template>
    <xsl:call-template name="filet-cadre">
      <xsl:with-param name="retrait" select="10.6"/>
      <xsl:with-param name="trait" select="concat('0.4pt solid ', $metal)"/>
    </xsl:call-template>
    <fo:block-container absolute-position="fixed" left="88.5mm" top="193.4mm" width="120mm" height="5mm">
      <fo:block text-align="center" font-size="7pt" line-height="4.5mm"><xsl:call-template name="mention"/></fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="filet-cadre">
    <xsl:param name="retrait"/>
    <xsl:param name="trait"/>
    <fo:block-container role="Artifact" absolute-position="fixed" left="{$retrait}mm" top="{$retrait}mm"
      width="{297 - 2 * $retrait}mm" height="{210 - 2 * $retrait}mm" border="{$trait}">
      <fo:block/>
    </fo:block-container>
  </xsl:template>

  <!-- ===== From the certifier to the competences: centred in the room above the signature ===== -->

  <xsl:template name="haut">
    <fo:block-container absolute-position="absolute" left="0mm" top="0mm" width="241mm" height="133mm" display-align="center">
      <fo:block text-align="center" hyphenate="false">
        <xsl:attribute name="font-size"><xsl:choose><xsl:when test="$dense">11pt</xsl:when><xsl:otherwise>12.5pt</xsl:otherwise></xsl:choose></xsl:attribute>
        <xsl:attribute name="line-height"><xsl:choose><xsl:when test="$dense">5mm</xsl:when><xsl:otherwise>6mm</xsl:otherwise></xsl:choose></xsl:attribute>
        <fo:block font-variant="small-caps" letter-spacing="0.09em" color="{$encre}" role="P">
          <xsl:for-each select="$certification/d:certificateur">
            <fo:block><xsl:value-of select="f:typo(d:raison-sociale)"/></fo:block>
          </xsl:for-each>
        </fo:block>
        <xsl:call-template name="objet"/>
        <xsl:call-template name="filet-court"/>
        <xsl:call-template name="titulaire"/>
        <xsl:call-template name="decision"/>
        <xsl:call-template name="competences"/>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="filet-court">
    <fo:block role="Artifact" line-height="1mm" font-size="2pt">
      <xsl:attribute name="space-before"><xsl:choose><xsl:when test="$dense">2mm</xsl:when><xsl:when test="$serre">3mm</xsl:when><xsl:otherwise>4.5mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:attribute name="space-after"><xsl:choose><xsl:when test="$dense">1.5mm</xsl:when><xsl:when test="$serre">2.5mm</xsl:when><xsl:otherwise>4mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <fo:leader leader-pattern="rule" leader-length="34mm" rule-thickness="0.8pt" color="{$metal}"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="objet">
    <xsl:choose>
      <xsl:when test="$un-bloc">
        <xsl:variable name="certificat">
          <xsl:choose>
            <xsl:when test="$certification/d:certificat-bloc != ''"><xsl:value-of select="f:typo($certification/d:certificat-bloc)"/></xsl:when>
            <xsl:otherwise>Certificat de bloc de compétences</xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:call-template name="titre"><xsl:with-param name="texte" select="$certificat"/></xsl:call-template>
        <fo:block font-style="italic" space-before="1mm" role="P">
          <xsl:if test="string-length($certification/d:intitule) &gt; 80"><xsl:call-template name="en-retrait"/></xsl:if>
          <xsl:text>attestant l’acquisition du seul bloc&#160;</xsl:text>
          <xsl:value-of select="$bloc/@numero"/>
          <xsl:choose>
            <xsl:when test="$type-feminin"> de la certification </xsl:when>
            <xsl:when test="$certification/@type = 'TITRE'"> du titre </xsl:when>
            <xsl:when test="$certification/@type = 'DIPLOME'"> du diplôme </xsl:when>
            <xsl:otherwise> du <xsl:value-of select="$certification/@type"/><xsl:text> </xsl:text></xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="$intitule-cite"/>
        </fo:block>
        <fo:block font-weight="600" space-before="1.5mm" role="H2">
          <xsl:choose>
            <xsl:when test="string-length($bloc/d:intitule) &gt; 80 or $dense">
              <xsl:if test="string-length($bloc/d:intitule) &gt; 80"><xsl:call-template name="en-retrait"/></xsl:if>
              <xsl:attribute name="font-size">14pt</xsl:attribute><xsl:attribute name="line-height">5.8mm</xsl:attribute>
            </xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="font-size">18pt</xsl:attribute><xsl:attribute name="line-height">7.5mm</xsl:attribute>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="f:typo($bloc/d:intitule)"/>
        </fo:block>
      </xsl:when>
      <xsl:otherwise>
        <fo:block font-style="italic" font-size="15pt" space-before="5mm" role="P"><xsl:value-of select="$type-long"/></fo:block>
        <xsl:call-template name="titre"><xsl:with-param name="texte" select="$intitule"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- As large as its length allows, but never as large as the name. -->
  <xsl:template name="titre">
    <xsl:param name="texte"/>
    <xsl:variable name="n" select="string-length($texte)"/>
    <xsl:variable name="corps">
      <xsl:choose>
        <xsl:when test="$dense">19</xsl:when>
        <xsl:when test="$n &lt; 48 and not($serre)">34</xsl:when>
        <xsl:when test="$n &lt; 60">27</xsl:when>
        <xsl:otherwise>20</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <fo:block font-family="{$titrage}" color="{$encre}" line-height="1.18" role="H1">
      <xsl:attribute name="font-size">
        <xsl:choose>
          <xsl:when test="$corps &gt; 0.9 * $corps-nom"><xsl:value-of select="0.9 * $corps-nom"/>pt</xsl:when>
          <xsl:otherwise><xsl:value-of select="$corps"/>pt</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="space-before"><xsl:choose><xsl:when test="$dense">1mm</xsl:when><xsl:otherwise>3mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:value-of select="$texte"/>
    </fo:block>
  </xsl:template>

  <!-- Lines that do not fit in one are divided nearer their middle. -->
  <xsl:template name="en-retrait">
    <xsl:param name="retrait" select="'20mm'"/>
    <xsl:attribute name="start-indent"><xsl:value-of select="$retrait"/></xsl:attribute>
    <xsl:attribute name="end-indent"><xsl:value-of select="$retrait"/></xsl:attribute>
  </xsl:template>

  <xsl:template name="titulaire">
    <fo:block font-style="italic" role="P">délivré à</fo:block>
    <fo:block font-family="{$titrage}" font-size="{$corps-nom}pt" line-height="1.15" space-before="1mm" role="P">
      <xsl:choose>
        <xsl:when test="string-length($nom-complet) &gt; 84"/>
        <xsl:when test="string-length($nom-complet) &gt; 66">
          <xsl:call-template name="en-retrait"><xsl:with-param name="retrait">10mm</xsl:with-param></xsl:call-template>
        </xsl:when>
      </xsl:choose>
      <xsl:apply-templates select="$candidat" mode="prenoms"/>
      <xsl:text> </xsl:text>
      <fo:inline letter-spacing="0.03em"><xsl:value-of select="f:capitales($candidat/d:nom-naissance)"/></fo:inline>
    </fo:block>
    <fo:block space-before="1mm" role="P">
      <xsl:if test="$candidat/d:nom-usage != ''">
        <xsl:text>nom d’usage </xsl:text>
        <fo:inline letter-spacing="0.04em"><xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></fo:inline>
        <xsl:text> · </xsl:text>
      </xsl:if>
      <xsl:apply-templates select="$candidat" mode="naissance"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="decision">
    <fo:block role="P">
      <xsl:attribute name="space-before">
        <xsl:choose><xsl:when test="$dense">2mm</xsl:when><xsl:when test="$serre">3.5mm</xsl:when><xsl:otherwise>5.5mm</xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <xsl:choose>
        <xsl:when test="$un-bloc">qui a acquis toutes les compétences de ce bloc</xsl:when>
        <xsl:when test="$rs">qui a acquis toutes les compétences de la certification</xsl:when>
        <xsl:otherwise>qui en a validé tous les blocs de compétences</xsl:otherwise>
      </xsl:choose>
      <xsl:text>, par décision du jury réuni</xsl:text>
      <xsl:if test="$session/@lieu != ''"> à <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
      <xsl:text> le&#160;</xsl:text>
      <xsl:value-of select="f:date-longue($session/@date)"/>
      <xsl:text>.</xsl:text>
    </fo:block>
    <!-- A limit, or its absence, is said only where the référentiel says it. -->
    <xsl:variable name="validite" select="$certification/d:validite"/>
    <xsl:if test="$parchemin/@valable-jusqu-au != '' or ($un-bloc and $validite/@blocs = 'illimitee') or (not($un-bloc) and $validite/@certification = 'illimitee')">
    <fo:block role="P">
      <xsl:variable name="sujet">
        <xsl:choose>
          <xsl:when test="$un-bloc">Ce bloc</xsl:when>
          <xsl:when test="$type-feminin">Cette certification</xsl:when>
          <xsl:when test="$certification/@type = 'TITRE'">Ce titre</xsl:when>
          <xsl:when test="$certification/@type = 'DIPLOME'">Ce diplôme</xsl:when>
          <xsl:otherwise>Ce <xsl:value-of select="$certification/@type"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:value-of select="$sujet"/>
      <xsl:text> est acquis</xsl:text>
      <xsl:if test="$type-feminin and not($un-bloc)">e</xsl:if>
      <xsl:choose>
        <xsl:when test="$parchemin/@valable-jusqu-au != ''">
          <xsl:text> jusqu’au </xsl:text>
          <xsl:value-of select="f:date-longue($parchemin/@valable-jusqu-au)"/>
          <xsl:text> inclus.</xsl:text>
        </xsl:when>
        <xsl:otherwise> sans limitation dans le temps.</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Up to three statements: a centred paragraph each; more: two columns. -->
  <xsl:template name="competences">
    <xsl:choose>
      <xsl:when test="not($enonces) and not($un-bloc)"><xsl:call-template name="blocs"/></xsl:when>
      <xsl:when test="count($enonces) &gt; 3"><xsl:call-template name="competences-en-colonnes"/></xsl:when>
      <xsl:otherwise>
        <fo:block space-before="4.5mm" font-style="italic" line-height="4.7mm" color="{$gris}" start-indent="14mm" end-indent="14mm">
          <xsl:attribute name="font-size"><xsl:choose><xsl:when test="$charge &gt; 700">10.2pt</xsl:when><xsl:otherwise>11pt</xsl:otherwise></xsl:choose></xsl:attribute>
          <xsl:for-each select="$enonces">
            <fo:block role="P"><xsl:if test="position() &gt; 1"><xsl:attribute name="space-before">1.2mm</xsl:attribute></xsl:if><xsl:apply-templates select="d:enonce"/></fo:block>
          </xsl:for-each>
        </fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="competences-en-colonnes">
    <xsl:variable name="moitie" select="ceiling(count($enonces) div 2)"/>
    <fo:table table-layout="fixed" width="241mm" border-collapse="separate" text-align="start" font-style="italic" color="{$gris}">
      <xsl:attribute name="space-before"><xsl:choose><xsl:when test="$dense">2mm</xsl:when><xsl:otherwise>4mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:choose>
        <xsl:when test="$charge &gt; 3900">
          <xsl:attribute name="font-size">6.8pt</xsl:attribute><xsl:attribute name="line-height">2.75mm</xsl:attribute>
        </xsl:when>
        <xsl:when test="$charge &gt; 2900">
          <xsl:attribute name="font-size">7.4pt</xsl:attribute><xsl:attribute name="line-height">3.05mm</xsl:attribute>
        </xsl:when>
        <xsl:when test="$dense">
          <xsl:attribute name="font-size">8.6pt</xsl:attribute><xsl:attribute name="line-height">3.5mm</xsl:attribute>
        </xsl:when>
        <xsl:when test="$charge &gt; 700">
          <xsl:attribute name="font-size">9.4pt</xsl:attribute><xsl:attribute name="line-height">3.9mm</xsl:attribute>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="font-size">10.2pt</xsl:attribute><xsl:attribute name="line-height">4.4mm</xsl:attribute>
        </xsl:otherwise>
      </xsl:choose>
      <fo:table-column column-width="116mm"/>
      <fo:table-column column-width="9mm"/>
      <fo:table-column column-width="116mm"/>
      <fo:table-body>
        <fo:table-row>
          <fo:table-cell display-align="before">
            <xsl:apply-templates select="$enonces[position() &lt;= $moitie]" mode="enonce"/>
          </fo:table-cell>
          <fo:table-cell><fo:block/></fo:table-cell>
          <fo:table-cell display-align="before">
            <xsl:apply-templates select="$enonces[position() &gt; $moitie]" mode="enonce"/>
          </fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="d:competence" mode="enonce">
    <fo:block role="P" text-indent="-0.58em" start-indent="0.58em">
      <xsl:if test="$charge &lt; 3900"><xsl:attribute name="space-after">0.6mm</xsl:attribute></xsl:if>
      <fo:inline color="{$metal}" font-style="normal">•</fo:inline>
      <xsl:text>&#160;</xsl:text>
      <xsl:apply-templates select="d:enonce"/>
    </fo:block>
  </xsl:template>

  <!-- The certification: its blocs, one a line. -->
  <xsl:template name="blocs">
    <fo:block space-before="5mm" font-style="italic" color="{$gris}">
      <xsl:attribute name="font-size"><xsl:choose><xsl:when test="count($candidat/d:bloc) &gt; 5">9.5pt</xsl:when><xsl:otherwise>11pt</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:attribute name="line-height"><xsl:choose><xsl:when test="count($candidat/d:bloc) &gt; 5">4.2mm</xsl:when><xsl:otherwise>5mm</xsl:otherwise></xsl:choose></xsl:attribute>
      <xsl:for-each select="$candidat/d:bloc">
        <fo:block role="P">
          <xsl:text>Bloc&#160;</xsl:text><xsl:value-of select="@numero"/><xsl:text> — </xsl:text>
          <xsl:value-of select="f:typo(d:intitule)"/>
        </fo:block>
      </xsl:for-each>
    </fo:block>
  </xsl:template>

  <!-- ===== The foot: mentions, number, date, signature ===== -->

  <xsl:template name="bas">
    <fo:block-container absolute-position="absolute" left="0mm" top="135mm" width="241mm" height="10mm">
      <fo:block text-align="center" font-family="{$sans}" font-size="8.6pt" line-height="4.5mm">
        <xsl:call-template name="mentions"/>
      </fo:block>
    </fo:block-container>
    <fo:block-container absolute-position="absolute" left="0mm" top="147mm" width="241mm" height="28mm">
      <fo:table table-layout="fixed" width="241mm" border-collapse="separate" line-height="5mm" font-size="11.5pt">
        <fo:table-column column-width="120.5mm"/>
        <fo:table-column column-width="120.5mm"/>
        <fo:table-body>
          <fo:table-row height="27mm">
            <fo:table-cell display-align="after" text-align="start">
              <fo:block font-family="{$sans}" font-size="7.8pt" line-height="4.2mm" color="{$gris}">
                <xsl:if test="$parchemin/@annule-et-remplace != ''">
                  <fo:block role="P" color="{$noir}">
                    <xsl:text>Annule et remplace le parchemin n°&#160;</xsl:text>
                    <xsl:value-of select="$parchemin/@annule-et-remplace"/>
                    <xsl:text>.</xsl:text>
                  </fo:block>
                </xsl:if>
                <fo:block role="P"><xsl:text>N°&#160;</xsl:text><xsl:value-of select="$parchemin/@numero"/></fo:block>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell text-align="end">
              <fo:block role="P">
                <xsl:text>Fait </xsl:text>
                <xsl:if test="$parchemin/@lieu != ''">à <xsl:value-of select="f:nom($parchemin/@lieu)"/>, </xsl:if>
                <xsl:text>le&#160;</xsl:text><xsl:value-of select="f:date-longue($parchemin/@delivrance)"/>
              </fo:block>
              <fo:block role="P" font-style="italic"><xsl:value-of select="f:typo($certification/d:signataire/@qualite)"/></fo:block>
              <fo:block role="P" space-before="12mm"><xsl:value-of select="f:nom($certification/d:signataire/@nom)"/></fo:block>
            </fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="mentions">
    <xsl:variable name="niveau" select="$certification/d:niveau"/>
    <xsl:variable name="nsf" select="$certification/d:nsf"/>
    <xsl:if test="not($rs) and ($niveau/@national != '' or $nsf/@code != '')">
      <fo:block role="P">
        <xsl:if test="$niveau/@national != ''">
          <xsl:choose>
            <xsl:when test="$un-bloc">Bloc de la certification de niveau&#160;</xsl:when>
            <xsl:otherwise>Certification de niveau&#160;</xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="$niveau/@national"/>
          <xsl:text> du cadre national</xsl:text>
          <xsl:if test="$niveau/@europeen != ''">
            <xsl:text> et de niveau&#160;</xsl:text><xsl:value-of select="$niveau/@europeen"/>
            <xsl:text> du cadre européen des certifications</xsl:text>
          </xsl:if>
        </xsl:if>
        <xsl:if test="$nsf/@code != ''">
          <xsl:if test="$niveau/@national != ''"> · </xsl:if>
          <xsl:text>NSF&#160;</xsl:text><xsl:value-of select="$nsf/@code"/><xsl:text> </xsl:text>
          <xsl:value-of select="f:typo($nsf)"/>
        </xsl:if>
      </fo:block>
    </xsl:if>
    <xsl:if test="$certification/d:enregistrement/@code != ''">
      <fo:block role="P">
        <xsl:value-of select="$type-long"/><xsl:text> </xsl:text>
        <xsl:call-template name="enregistrement"/>
      </fo:block>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
