<?xml version="1.0" encoding="UTF-8"?>
<!-- A parchment made a second time: the same in all, and marked. When and by whom it is delivered is written by hand. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="parchemin.xsl"/>

  <xsl:variable name="document">Duplicata du parchemin</xsl:variable>

  <xsl:variable name="mot-marque">DUPLICATA</xsl:variable>

  <xsl:template name="mention">
    <fo:inline font-family="{$sans}" font-weight="700" letter-spacing="0.06em" color="#a3182f" font-size="8pt">
      <xsl:text>DUPLICATA</xsl:text>
      <xsl:if test="$mot-mention != ''"> · <xsl:value-of select="$mot-mention"/></xsl:if>
    </fo:inline>
    <fo:inline font-family="{$sans}" color="{$gris}">
      <xsl:text>&#160;&#160;délivré le </xsl:text><fo:leader leader-pattern="dots" leader-length="22mm"/>
      <xsl:text> par </xsl:text><fo:leader leader-pattern="dots" leader-length="30mm"/>
    </fo:inline>
  </xsl:template>
</xsl:stylesheet>
