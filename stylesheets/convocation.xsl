<?xml version="1.0" encoding="UTF-8"?>
<!-- The candidate is called to each épreuve: what, when, where, what to bring. It is the only document that says which arrangements
     were granted to this person. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="lettre.xsl"/>

  <xsl:variable name="epreuves" select="$candidat/d:epreuve"/>
  <!-- All on one day: the sentence says it. -->
  <xsl:variable name="un-jour" select="$epreuves and not($epreuves[not(@date) or @date != $epreuves[1]/@date])"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="papier">
      <xsl:with-param name="titre">Convocation</xsl:with-param>
      <xsl:with-param name="corps">
        <fo:block font-family="{$serif}" font-size="10.8pt" line-height="4.7mm"><xsl:call-template name="lettre"/></fo:block>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="lettre">
    <fo:block role="P"><xsl:call-template name="lieu-et-jour"><xsl:with-param name="date"/></xsl:call-template></fo:block>
    <fo:block role="P" font-family="{$sans}" font-size="8.6pt" color="{$gris}" space-before="1.5mm">
      <xsl:text>Objet&#160;: convocation, session </xsl:text><xsl:value-of select="$session/@id"/>
      <xsl:text>, </xsl:text><xsl:value-of select="concat($type-court, ' ', $intitule-cite)"/>
    </fo:block>
    <fo:block role="P" space-before="5mm"><xsl:value-of select="$appel"/>,</fo:block>
    <fo:block role="H1" font-size="15pt" line-height="6.4mm" font-weight="600" color="{$encre}" space-before="3mm" space-after="1mm"><xsl:call-template name="annonce"/></fo:block>
    <xsl:if test="$epreuves"><xsl:call-template name="epreuves"/></xsl:if>
    <xsl:if test="$candidat/d:amenagement != ''">
      <fo:block space-before="4.5mm" keep-together.within-page="always" start-indent="4mm" border-start-style="solid" border-start-width="1.6pt" border-start-color="{$metal}" padding-start="3mm">
        <fo:block role="P"><fo:inline font-weight="600">Aménagements qui vous sont accordés. </fo:inline><xsl:value-of select="f:typo($candidat/d:amenagement)"/></fo:block>
      </fo:block>
    </xsl:if>
    <fo:block role="P" space-before="4mm">
      <xsl:text>Présentez-vous un quart d’heure à l’avance, avec cette convocation et une pièce d’identité en cours de validité. </xsl:text>
      <xsl:text>En cas d’empêchement, prévenez le certificateur sans attendre</xsl:text>
      <xsl:if test="$certification/d:adresse or $certification/d:contact">&#160;: ses coordonnées figurent en tête de ce courrier</xsl:if>
      <xsl:text>. Un motif justifié permet d’être excusé</xsl:text><xsl:if test="$e = 'e' or $e = '(e)'"><xsl:value-of select="$e"/></xsl:if>
      <xsl:text> et de se présenter à une autre session.</xsl:text>
    </fo:block>
    <xsl:if test="not($candidat/d:amenagement != '')">
      <fo:block role="P" space-before="2.35mm">Si votre situation de handicap demande un aménagement des épreuves, faites-le savoir au certificateur dès réception de ce courrier.</fo:block>
    </xsl:if>
    <xsl:call-template name="formule"/>
  </xsl:template>

  <xsl:template name="annonce">
    <xsl:choose>
      <xsl:when test="not($epreuves)">
        <xsl:text>Le jury examinera votre dossier le </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/><xsl:text>&#160;: vous n’avez pas à vous déplacer.</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>Vous êtes convoqué</xsl:text><xsl:value-of select="$e"/><xsl:text> à </xsl:text>
        <xsl:choose>
          <xsl:when test="count($epreuves) = 1">une épreuve</xsl:when>
          <xsl:otherwise><xsl:value-of select="f:en-lettres(count($epreuves))"/> épreuves</xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$un-jour"><xsl:text> le </xsl:text><xsl:value-of select="concat(f:jour($epreuves[1]/@date), ' ', f:date-longue($epreuves[1]/@date))"/></xsl:if>
        <xsl:text>.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="epreuves">
    <fo:table xsl:use-attribute-sets="tableau" font-family="{$sans}" font-size="9pt" line-height="4.5mm" space-before="3mm">
      <fo:table-column column-width="44mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="46mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Date et heure</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Épreuve</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Lieu</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$epreuves">
          <xsl:sort select="concat(@date, substring('9999', 1, 4 * not(@date)))"/>
          <xsl:sort select="@heure"/>
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block font-weight="700">
                <xsl:choose>
                  <xsl:when test="@date != ''"><xsl:value-of select="concat(f:jour(@date), ' ', f:date-longue(@date))"/></xsl:when>
                  <xsl:otherwise><fo:inline font-weight="400">date à confirmer</fo:inline></xsl:otherwise>
                </xsl:choose>
              </fo:block>
              <fo:block>
                <xsl:choose>
                  <xsl:when test="@heure != ''">à <xsl:value-of select="f:heure(@heure)"/></xsl:when>
                  <xsl:when test="@date != ''">à <fo:leader leader-pattern="dots" leader-length="16mm"/></xsl:when>
                </xsl:choose>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block><xsl:value-of select="f:typo(@libelle)"/></fo:block>
              <fo:block xsl:use-attribute-sets="second">
                <xsl:if test="@bloc-numero != ''">bloc&#160;<xsl:value-of select="@bloc-numero"/></xsl:if>
                <xsl:if test="@bloc-numero != '' and @minutes != ''">, </xsl:if>
                <xsl:if test="@minutes != ''"><xsl:call-template name="minutes"/></xsl:if>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:choose>
                  <xsl:when test="@lieu != ''"><xsl:value-of select="f:typo(@lieu)"/></xsl:when>
                  <xsl:when test="$session/d:centre"><xsl:call-template name="centre"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="f:nom($session/@lieu)"/></xsl:otherwise>
                </xsl:choose>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
