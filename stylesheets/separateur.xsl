<?xml version="1.0" encoding="UTF-8"?>
<!-- The sheet that goes before a session's documents when they are printed together: which session, and what follows. A4 portrait. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="commun.xsl"/>

  <xsl:variable name="impression" select="/d:dossier/d:impression"/>

  <xsl:template match="/d:dossier">
    <fo:root xml:lang="fr" language="fr" font-family="{$serif}" color="{$noir}">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="separateur" page-width="210mm" page-height="297mm">
          <fo:region-body margin="45mm 25mm 30mm 25mm"/>
          <fo:region-after extent="18mm" region-name="pied"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="separateur">
        <fo:title>Session <xsl:value-of select="$session/@id"/>, <xsl:value-of select="f:date-longue($session/@date)"/></fo:title>
        <fo:static-content flow-name="pied">
          <fo:block text-align="center"><xsl:call-template name="mention"/></fo:block>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <fo:block role="H1" font-family="{$titrage}" font-size="40pt" line-height="18mm" color="{$encre}">
            <xsl:text>Session&#160;</xsl:text><xsl:value-of select="$session/@id"/>
          </fo:block>
          <fo:block font-size="17pt" line-height="9mm"><xsl:value-of select="f:typo($certification/d:intitule)"/></fo:block>
          <fo:block font-size="17pt" line-height="9mm">
            <xsl:text>Jury du </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
            <xsl:if test="$session/@lieu != ''"><xsl:text>, </xsl:text><xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
          </fo:block>
          <fo:block role="Artifact" space-before="9mm" space-after="9mm" line-height="1mm" font-size="2pt">
            <fo:leader leader-pattern="rule" leader-length="34mm" rule-thickness="0.8pt" color="{$metal}"/>
          </fo:block>
          <fo:block font-family="{$sans}" font-size="11pt" line-height="6.75mm">
            <xsl:value-of select="f:nombre-accord($impression/@documents, 'document', 'documents')"/>
            <xsl:if test="$impression/@exemplaires &gt; 1">
              <xsl:text>, chacun en </xsl:text><xsl:value-of select="f:nombre-accord($impression/@exemplaires, 'exemplaire', 'exemplaires')"/>
            </xsl:if>
            <xsl:if test="$session/@revision &gt; 1">
              <fo:block>Révision <xsl:value-of select="$session/@revision"/></fo:block>
            </xsl:if>
          </fo:block>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>
</xsl:stylesheet>
