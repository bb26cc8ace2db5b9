<?xml version="1.0" encoding="UTF-8"?>
<!-- The candidate is called to one épreuve: when, what, where, what to bring; each épreuve has its own sheet, to be shown at its door. It
     is the only document that says which arrangements were granted to this person. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="lettre.xsl"/>

  <xsl:variable name="epreuve" select="$candidat/d:epreuve"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="papier">
      <xsl:with-param name="titre">Convocation</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/d:dossier" mode="corps">
    <fo:block font-family="{$serif}" font-size="10.8pt" line-height="4.7mm"><xsl:call-template name="lettre"/></fo:block>
  </xsl:template>

  <xsl:template name="lettre">
    <fo:block role="P"><xsl:call-template name="lieu-et-jour"><xsl:with-param name="date"/></xsl:call-template></fo:block>
    <fo:block role="P" font-family="{$sans}" font-size="8.6pt" color="{$gris}" space-before="1.5mm">
      <xsl:text>Objet&#160;: convocation, session </xsl:text><xsl:value-of select="$session/@id"/>
      <xsl:text>, </xsl:text><xsl:value-of select="concat($type-court, ' ', $intitule-cite)"/>
    </fo:block>
    <fo:block role="P" space-before="5mm"><xsl:value-of select="$appel"/>,</fo:block>
    <fo:block role="H1" font-size="15pt" line-height="6.4mm" font-weight="600" color="{$encre}" space-before="3mm" space-after="1mm"><xsl:call-template name="annonce"/></fo:block>
    <xsl:for-each select="$epreuve">
      <fo:block space-before="3mm">
        <xsl:call-template name="faits">
          <xsl:with-param name="largeur">22mm</xsl:with-param>
          <xsl:with-param name="faits"><xsl:call-template name="faits-epreuve"/></xsl:with-param>
        </xsl:call-template>
      </fo:block>
    </xsl:for-each>
    <xsl:if test="$candidat/d:amenagement != ''">
      <fo:block space-before="4.5mm" keep-together.within-page="always" start-indent="4mm" border-start-style="solid" border-start-width="1.6pt" border-start-color="{$metal}" padding-start="3mm">
        <fo:block role="P"><fo:inline font-weight="600">Aménagements qui vous sont accordés. </fo:inline><xsl:value-of select="f:typo($candidat/d:amenagement)"/></fo:block>
      </fo:block>
    </xsl:if>
    <fo:block role="P" space-before="4mm">
      <xsl:if test="$candidat/@epreuves &gt; 1">
        <xsl:value-of select="concat('Vous avez en tout ', f:en-lettres($candidat/@epreuves), ' épreuves&#160;: chacune a sa convocation. ')"/>
      </xsl:if>
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
      <xsl:when test="not($epreuve)">
        <xsl:text>Le jury examinera votre dossier le </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/><xsl:text>&#160;: vous n’avez pas à vous déplacer.</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>Vous êtes convoqué</xsl:text><xsl:value-of select="$e"/>
        <xsl:choose>
          <xsl:when test="$epreuve/@date != ''">
            <xsl:value-of select="concat(' le ', f:jour($epreuve/@date), ' ', f:date-longue($epreuve/@date))"/>
            <xsl:if test="$epreuve/@heure != ''"> à <xsl:value-of select="f:heure($epreuve/@heure)"/></xsl:if>
          </xsl:when>
          <xsl:otherwise> à l’épreuve suivante</xsl:otherwise>
        </xsl:choose>
        <xsl:text>.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What the sentence above does not say; room to write what is not known yet. -->
  <xsl:template name="faits-epreuve">
    <xsl:if test="not(@date != '')">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Date</xsl:with-param>
        <xsl:with-param name="valeur"><fo:leader leader-pattern="dots" leader-length="45mm"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="not(@date != '' and @heure != '')">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Heure</xsl:with-param>
        <xsl:with-param name="valeur">
          <xsl:choose>
            <xsl:when test="@heure != ''"><xsl:value-of select="f:heure(@heure)"/></xsl:when>
            <xsl:otherwise><fo:leader leader-pattern="dots" leader-length="20mm"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Épreuve</xsl:with-param>
      <xsl:with-param name="valeur">
        <fo:inline font-weight="600"><xsl:value-of select="f:typo(@libelle)"/></fo:inline>
        <!-- One of them is enough: which one is still to be chosen. -->
        <xsl:for-each select="d:ou">
          <xsl:text> ou </xsl:text>
          <fo:inline font-weight="600"><xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(.)"/></xsl:call-template></fo:inline>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="@bloc-numero != ''">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Bloc&#160;<xsl:value-of select="@bloc-numero"/></xsl:with-param>
        <xsl:with-param name="valeur"><xsl:value-of select="f:typo(d:intitule)"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@minutes != ''">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Durée</xsl:with-param>
        <xsl:with-param name="valeur"><xsl:call-template name="minutes"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Lieu</xsl:with-param>
      <xsl:with-param name="valeur">
        <xsl:choose>
          <xsl:when test="@lieu != ''"><xsl:value-of select="f:typo(@lieu)"/></xsl:when>
          <xsl:when test="$session/d:centre"><xsl:call-template name="centre"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="f:nom($session/@lieu)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
