<?xml version="1.0" encoding="UTF-8"?>
<!-- What forms to be filled in by hand share: boxes to tick, lines to write on. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:template name="case">
    <fo:inline font-family="{$serif}" font-size="12pt" line-height="1pt">□</fo:inline>
  </xsl:template>

  <!-- A box and its word, which stay together. -->
  <xsl:template name="choix">
    <xsl:param name="mot"/>
    <fo:inline keep-together.within-line="always"><xsl:call-template name="case"/>&#160;<xsl:value-of select="$mot"/></fo:inline>
    <xsl:text>&#160;&#160;&#160; </xsl:text>
  </xsl:template>

  <!-- n lines to write on, 9 mm apart. -->
  <xsl:template name="lignes">
    <xsl:param name="n"/>
    <xsl:if test="$n &gt; 0">
      <fo:block role="Artifact" line-height="8mm" font-size="2pt" border-after-style="solid" border-after-width="0.35pt" border-after-color="{$filet}">&#160;</fo:block>
      <xsl:call-template name="lignes"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Whom the form is about. -->
  <xsl:template name="fait-candidat">
    <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom"><xsl:apply-templates select="$candidat" mode="accord"><xsl:with-param name="masculin" select="'Candidat'"/></xsl:apply-templates></xsl:with-param>
      <xsl:with-param name="valeur">
        <fo:inline font-weight="700"><xsl:apply-templates select="$candidat" mode="nom-prenom"/></fo:inline>
        <xsl:if test="$candidat/d:nom-usage != ''">, nom d’usage <xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></xsl:if>
        <xsl:text>, dossier </xsl:text><xsl:value-of select="$candidat/@id"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Voie d’accès</xsl:with-param>
      <xsl:with-param name="valeur"><xsl:value-of select="f:typo($candidat/@voie-libelle)"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
