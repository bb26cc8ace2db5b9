<?xml version="1.0" encoding="UTF-8"?>
<!-- The blank grid of an evaluator: one candidate, one bloc; each competence with its criteria, boxes to tick, room to write. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="formulaire.xsl"/>

  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
  <xsl:variable name="bloc" select="/d:dossier/d:bloc"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Grille d’évaluation<xsl:if test="$bloc/@numero != ''">, bloc&#160;<xsl:value-of select="$bloc/@numero"/></xsl:if>, <xsl:apply-templates select="$candidat" mode="civil"/></xsl:with-param>
      <xsl:with-param name="pied">Session&#160;<xsl:value-of select="$session/@id"/> · dossier&#160;<xsl:value-of select="$candidat/@id"/><xsl:if test="$bloc/@numero != ''"> · bloc&#160;<xsl:value-of select="$bloc/@numero"/></xsl:if></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Grille d’évaluation</xsl:with-param></xsl:call-template>
        <xsl:call-template name="faits"><xsl:with-param name="faits"><xsl:call-template name="faits-grille"/></xsl:with-param></xsl:call-template>
        <xsl:for-each select="$bloc/d:competence"><xsl:call-template name="competence"/></xsl:for-each>
        <xsl:call-template name="synthese"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="faits-grille">
    <xsl:call-template name="fait-candidat"/>
    <xsl:if test="$bloc/@numero != ''">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Bloc&#160;<xsl:value-of select="$bloc/@numero"/></xsl:with-param>
        <xsl:with-param name="valeur"><fo:inline font-weight="700"><xsl:value-of select="f:typo($bloc/d:intitule)"/></fo:inline></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Modalités</xsl:with-param>
      <xsl:with-param name="valeur">
        <xsl:for-each select="$bloc/d:modalite">
          <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
          <xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(d:libelle)"/></xsl:call-template>
          <xsl:if test="@minutes != ''"> (<xsl:call-template name="minutes"/>)</xsl:if>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Évaluateur</xsl:with-param>
      <xsl:with-param name="valeur"><fo:leader leader-pattern="dots" leader-length="80mm"/><xsl:text>  le </xsl:text><fo:leader leader-pattern="dots" leader-length="30mm"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A competence: its statement, its criteria, the result, what is said of it to the candidate. -->
  <xsl:template name="competence">
    <fo:table xsl:use-attribute-sets="tableau" space-before="4.5mm">
      <fo:table-column column-width="18mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="14mm"/>
      <fo:table-column column-width="14mm"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete" font-size="8.6pt"><fo:block><xsl:apply-templates select="d:enonce"/><xsl:call-template name="reprise"/></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block><xsl:if test="d:critere">oui</xsl:if></fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block><xsl:if test="d:critere">non</xsl:if></fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="d:critere">
          <fo:table-row keep-together.within-page="always">
            <xsl:if test="position() = 1 or position() = last()"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
            <fo:table-cell xsl:use-attribute-sets="cellule second">
              <xsl:call-template name="marque-suite"/>
              <fo:block><xsl:if test="not(preceding-sibling::d:critere[1]/@rubrique = @rubrique)"><xsl:choose><xsl:when test="@rubrique = 'methodes'">méthodes</xsl:when><xsl:otherwise><xsl:value-of select="@rubrique"/></xsl:otherwise></xsl:choose></xsl:if></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block font-size="8.2pt"><xsl:value-of select="f:typo(.)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="case"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="case"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
        <fo:table-row keep-together.within-page="always">
          <fo:table-cell number-columns-spanned="4" padding-before="1.125mm" padding-after="1.125mm">
            <xsl:if test="d:critere"><fo:marker marker-class-name="suite"> (suite)</fo:marker></xsl:if>
            <fo:block>
              <fo:inline font-weight="700">Résultat&#160;: </fo:inline>
              <xsl:call-template name="choix"><xsl:with-param name="mot">acquise</xsl:with-param></xsl:call-template>
              <xsl:call-template name="choix"><xsl:with-param name="mot">non acquise</xsl:with-param></xsl:call-template>
              <xsl:call-template name="choix"><xsl:with-param name="mot">non évaluée</xsl:with-param></xsl:call-template>
            </fo:block>
            <fo:block color="{$gris}">Ce que le jury dit au candidat (obligatoire si la compétence n’est pas acquise)&#160;:</fo:block>
            <xsl:call-template name="lignes"><xsl:with-param name="n" select="3"/></xsl:call-template>
          </fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="synthese">
    <fo:block xsl:use-attribute-sets="titre-section" space-before="4.5mm">Synthèse</fo:block>
    <fo:block keep-together.within-page="always">
      <fo:block role="P">
        <xsl:choose>
          <xsl:when test="$bloc/@numero != ''">Le bloc est validé quand toutes ses compétences sont acquises. </xsl:when>
          <xsl:otherwise>La certification est obtenue quand toutes les compétences sont acquises. </xsl:otherwise>
        </xsl:choose>
        <xsl:text>Proposition&#160;: </xsl:text>
        <xsl:call-template name="choix"><xsl:with-param name="mot">favorable</xsl:with-param></xsl:call-template>
        <xsl:call-template name="choix"><xsl:with-param name="mot">défavorable</xsl:with-param></xsl:call-template>
      </fo:block>
      <!-- Side by side, so that they find room below the last competence rather than on a page of their own. -->
      <fo:table table-layout="fixed" width="100%" border-collapse="separate" role="Div" space-before="1.125mm">
        <fo:table-column column-width="proportional-column-width(8)"/>
        <fo:table-column column-width="9mm"/>
        <fo:table-column column-width="proportional-column-width(5)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell>
              <fo:block color="{$gris}" line-height="8mm" border-after-style="solid" border-after-width="0.35pt" border-after-color="{$filet}">Points forts, recommandation&#160;:</fo:block>
              <xsl:call-template name="lignes"><xsl:with-param name="n" select="2"/></xsl:call-template>
            </fo:table-cell>
            <fo:table-cell><fo:block/></fo:table-cell>
            <fo:table-cell>
              <xsl:call-template name="a-signer"><xsl:with-param name="nom">L’évaluateur</xsl:with-param><xsl:with-param name="qualite">nom, qualité et signature</xsl:with-param></xsl:call-template>
              <fo:block role="Artifact" line-height="13.5mm">&#160;</fo:block>
            </fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
