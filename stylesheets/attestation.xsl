<?xml version="1.0" encoding="UTF-8"?>
<!-- The certifier attests which blocs a person holds: those of this session and those from earlier, and until when. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
  <xsl:variable name="blocs" select="$candidat/d:bloc"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Attestation de blocs de compétences, <xsl:apply-templates select="$candidat" mode="civil"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Attestation de blocs de compétences</xsl:with-param></xsl:call-template>
        <fo:block font-family="{$serif}" font-size="11.5pt" line-height="5.625mm"><xsl:call-template name="attestation"/></fo:block>
        <xsl:call-template name="blocs"/>
        <fo:block role="P" space-before="4.5mm"><xsl:call-template name="portee"/></fo:block>
        <xsl:call-template name="signature-certificateur"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="attestation">
    <fo:block role="P" space-before="4.5mm">
      <xsl:call-template name="certificateurs"><xsl:with-param name="entre" select="' et '"/></xsl:call-template>
      <xsl:choose><xsl:when test="count($certification/d:certificateur) &gt; 1">, certificateurs, attestent que</xsl:when><xsl:otherwise>, certificateur, atteste que</xsl:otherwise></xsl:choose>
    </fo:block>
    <fo:block role="P" font-size="19pt" line-height="9mm" color="{$encre}" space-before="4.5mm">
      <xsl:if test="$candidat/d:civilite != ''"><xsl:value-of select="$candidat/d:civilite"/><xsl:text>&#160;</xsl:text></xsl:if>
      <xsl:apply-templates select="$candidat" mode="prenoms"/><xsl:text> </xsl:text><xsl:value-of select="f:capitales($candidat/d:nom-naissance)"/>
    </fo:block>
    <xsl:if test="$candidat/d:nom-usage != ''">
      <fo:block role="P">nom d’usage <xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></fo:block>
    </xsl:if>
    <fo:block role="P"><xsl:apply-templates select="$candidat" mode="naissance"/>,</fo:block>
    <fo:block role="P" space-before="4.5mm">
      <xsl:choose>
        <xsl:when test="count($blocs) = 1">détient le bloc de compétences suivant </xsl:when>
        <xsl:otherwise>détient les blocs de compétences suivants </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="$type-feminin">de la certification </xsl:when>
        <xsl:otherwise>du <xsl:value-of select="substring-after($type-article, 'le ')"/><xsl:text> </xsl:text></xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$intitule-cite"/>
      <xsl:if test="$certification/d:enregistrement/@code != ''">, <xsl:call-template name="enregistrement"/></xsl:if>
      <xsl:text>&#160;:</xsl:text>
    </fo:block>
  </xsl:template>

  <xsl:template name="blocs">
    <fo:table xsl:use-attribute-sets="tableau" space-before="4.5mm">
      <fo:table-column column-width="10mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="31mm"/>
      <fo:table-column column-width="52mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Bloc de compétences</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Acquis le</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Valable</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$blocs">
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block font-weight="700"><xsl:value-of select="@numero"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block><xsl:value-of select="f:typo(d:intitule)"/></fo:block>
              <xsl:if test="@certificat != ''">
                <fo:block xsl:use-attribute-sets="second"><fo:inline keep-together.within-line="always">certificat n°&#160;<xsl:value-of select="@certificat"/></fo:inline></fo:block>
              </xsl:if>
              <xsl:if test="@origine = 'correspondance'"><fo:block xsl:use-attribute-sets="second">par correspondance avec une autre édition ou une autre certification</fo:block></xsl:if>
              <xsl:if test="@origine = 'equivalence'"><fo:block xsl:use-attribute-sets="second">par équivalence</fo:block></xsl:if>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="f:date-longue(@acquis-le)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:choose>
                  <xsl:when test="@valable-jusqu-au != ''">jusqu’au <xsl:value-of select="f:date-longue(@valable-jusqu-au)"/> inclus</xsl:when>
                  <xsl:when test="$certification/d:validite/@blocs = 'illimitee'">sans limitation dans le temps</xsl:when>
                  <xsl:otherwise>–</xsl:otherwise>
                </xsl:choose>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- What the paper is worth, and what it is not. -->
  <xsl:template name="portee">
    <xsl:text>État arrêté au </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/><xsl:text>, jour de la délibération du jury</xsl:text>
    <xsl:if test="$candidat/@vae = 'oui'"> (validation des acquis de l’expérience, article R.&#160;6412-7 du code du travail)</xsl:if>
    <xsl:text>. </xsl:text>
    <xsl:choose>
      <xsl:when test="$candidat/@certification = 'obtenue'">La certification entière est obtenue&#160;: elle fait l’objet d’un parchemin distinct.</xsl:when>
      <xsl:otherwise>La présente attestation ne vaut pas attribution de la certification entière.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
