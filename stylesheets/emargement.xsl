<?xml version="1.0" encoding="UTF-8"?>
<!-- The attendance sheet: it lies on the table, before everybody. It says no birth, no voie and no result of anyone. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="presences.xsl"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Feuille d’émargement, session&#160;<xsl:value-of select="$session/@id"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Feuille d’émargement</xsl:with-param></xsl:call-template>
        <xsl:call-template name="faits"><xsl:with-param name="faits"><xsl:call-template name="faits-seance"/></xsl:with-param></xsl:call-template>
        <xsl:call-template name="emargement-jury"><xsl:with-param name="avant">6.75mm</xsl:with-param></xsl:call-template>
        <xsl:call-template name="emargement-candidats"/>
        <xsl:call-template name="certifie"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="faits-seance">
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Séance</xsl:with-param>
      <xsl:with-param name="valeur"><xsl:call-template name="seance"/></xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$session/d:centre">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Centre</xsl:with-param>
        <xsl:with-param name="valeur"><xsl:call-template name="centre"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Candidats</xsl:with-param>
      <xsl:with-param name="valeur"><xsl:value-of select="f:nombre-accord(count($candidats), 'inscrit', 'inscrits')"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Who attests that the sheet is true: never alone on a page. -->
  <xsl:template name="certifie">
    <xsl:variable name="president" select="$presents[@role = 'president'][1]"/>
    <fo:block space-before="9mm" keep-together.within-page="always" keep-with-previous.within-page="always">
      <fo:block role="P">
        <xsl:text>Feuille certifiée exacte</xsl:text>
        <xsl:if test="$session/@lieu != ''"> à <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
        <xsl:text>, le&#160;</xsl:text><xsl:value-of select="f:date-longue($session/@date)"/><xsl:text>.</xsl:text>
      </fo:block>
      <fo:block space-before="4.5mm" end-indent="100mm">
        <xsl:call-template name="a-signer">
          <xsl:with-param name="nom"><xsl:apply-templates select="$president" mode="civil"/></xsl:with-param>
          <xsl:with-param name="qualite">
            <xsl:apply-templates select="$president" mode="accord"><xsl:with-param name="masculin" select="'président'"/></xsl:apply-templates>
            <xsl:text> du jury</xsl:text>
          </xsl:with-param>
        </xsl:call-template>
      </fo:block>
      <fo:block role="Artifact" line-height="18mm">&#160;</fo:block>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
