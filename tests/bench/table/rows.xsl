<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of the bench's table. Alone, it turns the minutes' dossier into a text for the peers: the title, the columns' widths in points,
     their titles, then a line a candidate, its cells parted by "|". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:parchemin:dossier:1"
  xmlns:t="urn:parchemin:bench" exclude-result-prefixes="d t">
  <xsl:output method="text" encoding="UTF-8"/>

  <t:column width="150" title="Candidat"/>
  <t:column width="58" title="Naissance"/>
  <t:column width="59" title="Voie"/>
  <t:column width="40" title="Bloc 1"/>
  <t:column width="40" title="Bloc 2"/>
  <t:column width="40" title="Bloc 3"/>
  <t:column width="40" title="Bloc 4"/>
  <t:column width="88" title="Décision"/>
  <xsl:variable name="columns" select="document('rows.xsl')/*/t:column"/>
  <xsl:variable name="title">Procès-verbal de la session <xsl:value-of select="/d:dossier/d:session/@id"/></xsl:variable>

  <xsl:template match="d:candidat" mode="name"><xsl:value-of select="concat(d:nom-naissance, ' ', d:prenom)"/></xsl:template>

  <xsl:template match="d:candidat" mode="voie">
    <xsl:choose>
      <xsl:when test="@vae = 'oui'">VAE</xsl:when>
      <xsl:otherwise>Formation</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="d:bloc" mode="state">
    <xsl:choose>
      <xsl:when test="@etat = 'valide'">validé</xsl:when>
      <xsl:when test="@etat = 'acquis-anterieurement'">acquis</xsl:when>
      <xsl:when test="@etat = 'non-valide'">refusé</xsl:when>
      <xsl:when test="@etat = 'non-presente'">–</xsl:when>
      <xsl:otherwise>sursis</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="/d:dossier">
    <xsl:value-of select="concat($title, '&#10;')"/>
    <xsl:for-each select="$columns"><xsl:value-of select="@width"/><xsl:if test="position() != last()">|</xsl:if></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="$columns"><xsl:value-of select="@title"/><xsl:if test="position() != last()">|</xsl:if></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="d:candidat">
      <xsl:apply-templates select="." mode="name"/>|<xsl:value-of select="d:naissance/@date"/>|<xsl:apply-templates select="." mode="voie"/>
      <xsl:for-each select="d:bloc">|<xsl:apply-templates select="." mode="state"/></xsl:for-each>
      <xsl:value-of select="concat('|', @decision, '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
