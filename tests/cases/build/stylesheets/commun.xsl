<?xml version="1.0" encoding="UTF-8"?>
<!-- Plain stylesheets for the tests of the batch: one block for each text of a dossier. They do not change when the look of the
     real documents does. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format">
  <xsl:param name="titre">Document</xsl:param>
  <xsl:template match="/">
    <fo:root xml:lang="fr" font-family="Linux Libertine O" font-size="11pt">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="210mm" page-height="297mm" margin="20mm">
          <fo:region-body/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="page">
        <fo:title><xsl:value-of select="$titre"/></fo:title>
        <fo:flow flow-name="xsl-region-body">
          <fo:block font-size="18pt"><xsl:value-of select="$titre"/></fo:block>
          <xsl:for-each select="//text()[normalize-space()]">
            <fo:block><xsl:value-of select="concat(name(..), ': ', normalize-space())"/></fo:block>
          </xsl:for-each>
          <xsl:for-each select="//@numero | //@decision | //@projet">
            <fo:block><xsl:value-of select="concat(name(), '=', .)"/></fo:block>
          </xsl:for-each>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>
</xsl:stylesheet>
