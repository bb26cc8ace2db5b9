<?xml version="1.0" encoding="UTF-8"?>
<!-- The list of the parchments of a session, to be signed as they are handed over. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:variable name="parchemins" select="/d:dossier/d:candidat/d:parchemin"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Bordereau de remise des parchemins, session&#160;<xsl:value-of select="$session/@id"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Bordereau de remise des parchemins</xsl:with-param></xsl:call-template>
        <fo:block role="P"><xsl:call-template name="contenu"/></fo:block>
        <xsl:if test="$parchemins"><xsl:call-template name="liste"/></xsl:if>
        <xsl:call-template name="remise"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="contenu">
    <xsl:choose>
      <xsl:when test="not($parchemins)">Aucun parchemin n’est délivré à l’issue de cette session.</xsl:when>
      <xsl:otherwise>
        <xsl:text>Ce bordereau porte sur </xsl:text>
        <xsl:value-of select="f:en-lettres(count($parchemins))"/> (<xsl:value-of select="count($parchemins)"/>)
        <xsl:choose><xsl:when test="count($parchemins) = 1">parchemin, délivré</xsl:when><xsl:otherwise>parchemins, délivrés</xsl:otherwise></xsl:choose>
        <xsl:text> le </xsl:text><xsl:value-of select="f:date-longue($session/@delivrance)"/>
        <xsl:text> à </xsl:text>
        <xsl:value-of select="f:nombre-accord(count(/d:dossier/d:candidat), 'personne', 'personnes')"/>
        <xsl:text>. Chaque titulaire, ou la personne à qui il a donné procuration, date et signe en face de chaque numéro.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="liste">
    <fo:table xsl:use-attribute-sets="tableau" space-before="4.5mm">
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="64mm"/>
      <fo:table-column column-width="24mm"/>
      <fo:table-column column-width="38mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Titulaire</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Parchemin</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Remis le</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Signature</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$parchemins">
          <fo:table-row keep-together.within-page="always" height="11.25mm">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <xsl:call-template name="marque-suite"/>
              <fo:block>
                <xsl:choose>
                  <xsl:when test="not(preceding-sibling::d:parchemin)"><fo:inline font-weight="700"><xsl:apply-templates select=".." mode="nom-prenom"/></fo:inline></xsl:when>
                  <xsl:otherwise><fo:inline color="{$gris}"><xsl:apply-templates select=".." mode="nom-prenom"/></fo:inline></xsl:otherwise>
                </xsl:choose>
              </fo:block>
              <fo:block xsl:use-attribute-sets="second">dossier <xsl:value-of select="../@id"/></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:choose>
                  <xsl:when test="@objet = 'bloc'">Bloc&#160;<xsl:value-of select="@bloc-numero"/></xsl:when>
                  <xsl:otherwise>Certification</xsl:otherwise>
                </xsl:choose>
                <xsl:if test="@annule-et-remplace != ''">, annule et remplace le précédent</xsl:if>
              </fo:block>
              <fo:block xsl:use-attribute-sets="second">n°&#160;<xsl:value-of select="@numero"/></fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="remise">
    <fo:block space-before="9mm" keep-together.within-page="always" keep-with-previous.within-page="always">
      <fo:block role="P">
        <xsl:text>Remise close le </xsl:text><fo:leader leader-pattern="dots" leader-length="40mm"/>
        <xsl:text>. Parchemins non remis, en nombre&#160;: </xsl:text><fo:leader leader-pattern="dots" leader-length="20mm"/>
      </fo:block>
      <fo:block space-before="9mm" end-indent="100mm">
        <xsl:call-template name="a-signer"><xsl:with-param name="nom">Pour le certificateur</xsl:with-param><xsl:with-param name="qualite">nom, qualité et signature</xsl:with-param></xsl:call-template>
      </fo:block>
      <fo:block role="Artifact" line-height="18mm">&#160;</fo:block>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
