<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the bench, which every peer makes: two frames, title, name, a justified paragraph, six statements, two signatures (the
     texts are those of the file texts beside it). Name, dates and number are the dossier's. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">
  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
  <xsl:variable name="parchemin" select="/d:dossier/d:parchemin"/>
  <xsl:variable name="serif">'Linux Libertine O', serif</xsl:variable>

  <xsl:template name="competence">
    <xsl:param name="haut"/>
    <xsl:param name="texte"/>
    <fo:block-container absolute-position="absolute" left="120pt" top="{$haut}pt" width="620pt">
      <fo:block font-size="10pt"><xsl:value-of select="$texte"/></fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="cadre">
    <xsl:param name="bord"/>
    <xsl:param name="trait"/>
    <fo:block-container absolute-position="absolute" left="{$bord}pt" top="{$bord}pt" width="{841 - 2 * $bord - $trait}pt"
      height="{594 - 2 * $bord - $trait}pt" border="{$trait}pt solid #000000"><fo:block/></fo:block-container>
  </xsl:template>

  <xsl:template match="/">
    <fo:root xml:lang="fr" font-family="Lato">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="page" page-width="842pt" page-height="595pt">
          <fo:region-body/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="page">
        <fo:title>Certificat n° <xsl:value-of select="$parchemin/@numero"/></fo:title>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="cadre"><xsl:with-param name="bord" select="28"/><xsl:with-param name="trait" select="3"/></xsl:call-template>
          <xsl:call-template name="cadre"><xsl:with-param name="bord" select="34"/><xsl:with-param name="trait" select="1"/></xsl:call-template>
          <fo:block-container absolute-position="absolute" left="60pt" top="70pt" width="722pt" text-align="center" font-family="{$serif}">
            <fo:block role="H1" font-size="34pt">Certificat de compétences professionnelles</fo:block>
          </fo:block-container>
          <fo:block-container absolute-position="absolute" left="60pt" top="125pt" width="722pt" text-align="center" font-family="{$serif}">
            <fo:block font-size="16pt" font-style="italic">Manager opérationnel de la Sécurité sociale</fo:block>
          </fo:block-container>
          <fo:block-container absolute-position="absolute" left="60pt" top="170pt" width="722pt" text-align="center" font-family="{$serif}">
            <fo:block font-size="28pt" font-weight="bold"><xsl:value-of select="concat($candidat/d:prenom, ' ', $candidat/d:nom-naissance)"/></fo:block>
          </fo:block-container>
          <fo:block-container absolute-position="absolute" left="100pt" top="230pt" width="642pt">
            <fo:block font-size="12pt" text-align="justify">né(e) le <xsl:value-of select="$candidat/d:naissance/@date"/> à Saint-Étienne, a satisfait aux épreuves d’évaluation du bloc de compétences « Pilotage, organisation et supervision des activités » et se voit délivrer, par décision du jury professionnel réuni le 12 juin 2026, le présent certificat n° <xsl:value-of select="$parchemin/@numero"/>, acquis sans limitation dans le temps.</fo:block>
          </fo:block-container>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="310"/><xsl:with-param name="texte">Définir pour son équipe les objectifs opérationnels de performance et les plans d’action, en échangeant avec sa hiérarchie.</xsl:with-param></xsl:call-template>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="330"/><xsl:with-param name="texte">Piloter les activités de son service, en s’appuyant sur les différentes composantes du système de pilotage.</xsl:with-param></xsl:call-template>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="350"/><xsl:with-param name="texte">Optimiser l’organisation des activités, en mettant en adéquation les ressources et la charge de travail.</xsl:with-param></xsl:call-template>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="370"/><xsl:with-param name="texte">Superviser l’application de la réglementation et des procédures, en utilisant les outils et les méthodologies.</xsl:with-param></xsl:call-template>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="390"/><xsl:with-param name="texte">Alerter sa hiérarchie en cas d’imprévu ayant un impact sur la bonne réalisation des activités de son service.</xsl:with-param></xsl:call-template>
          <xsl:call-template name="competence"><xsl:with-param name="haut" select="410"/><xsl:with-param name="texte">Élaborer un bilan des activités qui mesure et analyse la réalisation des objectifs du service.</xsl:with-param></xsl:call-template>
          <fo:block-container absolute-position="absolute" left="100pt" top="460pt" width="200pt">
            <fo:block font-size="11pt" font-weight="bold">Le président du jury</fo:block>
          </fo:block-container>
          <fo:block-container absolute-position="absolute" left="542pt" top="460pt" width="200pt">
            <fo:block font-size="11pt" font-weight="bold" text-align="end">Le directeur de l’Ucanss</fo:block>
          </fo:block-container>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>
</xsl:stylesheet>
