<?xml version="1.0" encoding="UTF-8"?>
<!-- What a candidate must have done before the evaluation, to be checked against the papers and signed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="formulaire.xsl"/>

  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Vérification des prérequis, <xsl:apply-templates select="$candidat" mode="civil"/></xsl:with-param>
      <xsl:with-param name="pied">Session&#160;<xsl:value-of select="$session/@id"/> · dossier&#160;<xsl:value-of select="$candidat/@id"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Vérification des prérequis</xsl:with-param></xsl:call-template>
        <xsl:call-template name="faits"><xsl:with-param name="faits"><xsl:call-template name="fait-candidat"/></xsl:with-param></xsl:call-template>
        <xsl:call-template name="prerequis"/>
        <xsl:call-template name="conclusion"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="prerequis">
    <fo:table xsl:use-attribute-sets="tableau" space-before="4.5mm">
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="36mm"/>
      <fo:table-column column-width="34mm"/>
      <fo:table-column column-width="34mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Avant l’évaluation</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Accompli le</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Pièce présentée</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Vérification</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$candidat/d:prerequis">
          <fo:table-row keep-together.within-page="always" height="13.5mm">
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="f:typo(.)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:choose>
                  <xsl:when test="@date != ''"><xsl:value-of select="f:date-longue(@date)"/></xsl:when>
                  <xsl:otherwise><fo:inline color="{$gris}">à justifier</fo:inline></xsl:otherwise>
                </xsl:choose>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block><xsl:call-template name="choix"><xsl:with-param name="mot">conforme</xsl:with-param></xsl:call-template></fo:block>
              <fo:block><xsl:call-template name="choix"><xsl:with-param name="mot">non conforme</xsl:with-param></xsl:call-template></fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="conclusion">
    <xsl:variable name="manquants" select="count($candidat/d:prerequis[not(@date)])"/>
    <fo:block keep-together.within-page="always">
      <xsl:if test="$manquants &gt; 0">
        <fo:block role="P" space-before="4.5mm">
          <fo:inline font-weight="700">À ce jour, </fo:inline>
          <xsl:choose>
            <xsl:when test="$manquants = 1">un prérequis n’a pas de date&#160;: il doit être accompli avant l’évaluation.</xsl:when>
            <xsl:otherwise><xsl:value-of select="f:en-lettres($manquants)"/> prérequis n’ont pas de date&#160;: ils doivent être accomplis avant l’évaluation.</xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </xsl:if>
      <fo:block role="P" space-before="6.75mm">
        <xsl:text>Les prérequis sont&#160;: </xsl:text>
        <xsl:call-template name="choix"><xsl:with-param name="mot">tous remplis</xsl:with-param></xsl:call-template>
        <xsl:call-template name="choix"><xsl:with-param name="mot">non remplis, la présentation est reportée</xsl:with-param></xsl:call-template>
      </fo:block>
      <fo:block color="{$gris}" space-before="2.25mm">Observations&#160;:</fo:block>
      <xsl:call-template name="lignes"><xsl:with-param name="n" select="3"/></xsl:call-template>
      <fo:block role="P" space-before="6.75mm">Vérifié le <fo:leader leader-pattern="dots" leader-length="40mm"/></fo:block>
      <fo:block space-before="4.5mm" end-indent="100mm">
        <xsl:call-template name="a-signer"><xsl:with-param name="nom">Pour le certificateur</xsl:with-param><xsl:with-param name="qualite">nom, qualité et signature</xsl:with-param></xsl:call-template>
      </fo:block>
      <fo:block role="Artifact" line-height="18mm">&#160;</fo:block>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
