<?xml version="1.0" encoding="UTF-8"?>
<!-- The table of the bench, which every peer makes: a title, then a row a candidate (the words of a row are those of rows.xsl beside it),
     with its header repeated on each page and the page's number at its foot. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" exclude-result-prefixes="d">
  <xsl:import href="rows.xsl"/>


  <xsl:template name="cell">
    <xsl:param name="text"/>
    <fo:table-cell padding="3pt" border-bottom="0.5pt solid #808080"><fo:block><xsl:value-of select="$text"/></fo:block></fo:table-cell>
  </xsl:template>

  <xsl:template match="d:candidat" mode="row">
    <fo:table-row keep-together.within-page="always">
      <xsl:call-template name="cell"><xsl:with-param name="text"><xsl:apply-templates select="." mode="name"/></xsl:with-param></xsl:call-template>
      <xsl:call-template name="cell"><xsl:with-param name="text" select="d:naissance/@date"/></xsl:call-template>
      <xsl:call-template name="cell"><xsl:with-param name="text"><xsl:apply-templates select="." mode="voie"/></xsl:with-param></xsl:call-template>
      <xsl:for-each select="d:bloc">
        <xsl:call-template name="cell"><xsl:with-param name="text"><xsl:apply-templates select="." mode="state"/></xsl:with-param></xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="cell"><xsl:with-param name="text" select="@decision"/></xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template match="/d:dossier">
    <fo:root xml:lang="fr" font-family="Lato" font-size="9pt">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="595pt" page-height="842pt" margin="40pt">
          <fo:region-body margin-bottom="30pt"/>
          <fo:region-after extent="20pt"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="page">
        <fo:title><xsl:value-of select="$title"/></fo:title>
        <fo:static-content flow-name="xsl-region-after"><fo:block text-align="center"><fo:page-number/></fo:block></fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block role="H1" font-family="'Linux Libertine O', serif" font-size="20pt" space-after="12pt"><xsl:value-of select="$title"/></fo:block>
          <fo:table table-layout="fixed" width="515pt">
            <xsl:for-each select="$columns">
              <fo:table-column column-width="{@width}pt"/>
            </xsl:for-each>
            <fo:table-header font-weight="bold" background-color="#e0e0e0">
              <fo:table-row>
                <xsl:for-each select="$columns">
                  <xsl:call-template name="cell"><xsl:with-param name="text" select="@title"/></xsl:call-template>
                </xsl:for-each>
              </fo:table-row>
            </fo:table-header>
            <fo:table-body><xsl:apply-templates select="d:candidat" mode="row"/></fo:table-body>
          </fo:table>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>
</xsl:stylesheet>
