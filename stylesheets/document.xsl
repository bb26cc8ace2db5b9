<?xml version="1.0" encoding="UTF-8"?>
<!-- What the working documents share: their pages, how they open, facts in two columns, boxes to sign. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="commun.xsl"/>

  <xsl:variable name="numero" select="$session/@pv-numero"/>

  <!-- A document from its opening to its last page. `titre` names it in the reader's window and at the head of the pages that follow. -->
  <xsl:template name="document">
    <xsl:param name="titre"/>
    <xsl:param name="corps"/>
    <xsl:param name="pied"><xsl:call-template name="pied-session"/></xsl:param>
    <fo:root xml:lang="fr" xsl:use-attribute-sets="texte">
      <xsl:call-template name="gabarits"/>
      <fo:page-sequence master-reference="document" id="document">
        <fo:title><xsl:value-of select="$titre"/></fo:title>
        <fo:static-content flow-name="tete">
          <xsl:call-template name="tete">
            <xsl:with-param name="gauche" select="$titre"/>
            <xsl:with-param name="droite"><xsl:if test="string-length($intitule) &lt;= 60"><xsl:value-of select="concat($type-court, ' ', $intitule)"/></xsl:if></xsl:with-param>
          </xsl:call-template>
        </fo:static-content>
        <fo:static-content flow-name="pied">
          <xsl:call-template name="pied">
            <xsl:with-param name="gauche" select="$pied"/>
            <xsl:with-param name="droite"><xsl:call-template name="page-sur"/></xsl:with-param>
          </xsl:call-template>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body"><xsl:copy-of select="$corps"/></fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- A first page that opens the document, then pages with a running head. -->
  <xsl:template name="gabarits">
    <xsl:param name="paysage" select="false()"/>
    <fo:layout-master-set>
      <fo:simple-page-master master-name="premiere" margin="12mm 18mm 10mm 18mm">
        <xsl:call-template name="format"><xsl:with-param name="paysage" select="$paysage"/></xsl:call-template>
        <fo:region-body margin="0mm 0mm 17mm 0mm"/>
        <fo:region-after extent="9mm" region-name="pied" display-align="after"/>
      </fo:simple-page-master>
      <fo:simple-page-master master-name="suite" margin="12mm 18mm 10mm 18mm">
        <xsl:call-template name="format"><xsl:with-param name="paysage" select="$paysage"/></xsl:call-template>
        <fo:region-body margin="13.5mm 0mm 17mm 0mm"/>
        <fo:region-before extent="9mm" region-name="tete"/>
        <fo:region-after extent="9mm" region-name="pied" display-align="after"/>
      </fo:simple-page-master>
      <fo:page-sequence-master master-name="document">
        <fo:repeatable-page-master-alternatives>
          <fo:conditional-page-master-reference master-reference="premiere" page-position="first"/>
          <fo:conditional-page-master-reference master-reference="suite" page-position="rest"/>
        </fo:repeatable-page-master-alternatives>
      </fo:page-sequence-master>
    </fo:layout-master-set>
  </xsl:template>

  <xsl:template name="format">
    <xsl:param name="paysage"/>
    <xsl:choose>
      <xsl:when test="$paysage"><xsl:attribute name="page-width">297mm</xsl:attribute><xsl:attribute name="page-height">210mm</xsl:attribute></xsl:when>
      <xsl:otherwise><xsl:attribute name="page-width">210mm</xsl:attribute><xsl:attribute name="page-height">297mm</xsl:attribute></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="tete">
    <xsl:param name="gauche"/>
    <xsl:param name="droite"/>
    <fo:block role="Artifact" font-size="7.5pt" line-height="4.5mm" color="{$gris}" text-align-last="justify" padding-after="1mm"
      border-after-style="solid" border-after-width="0.35pt" border-after-color="{$filet}">
      <xsl:value-of select="$gauche"/><fo:leader leader-pattern="space"/><xsl:value-of select="$droite"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="pied-session">
    <xsl:text>Session&#160;</xsl:text><xsl:value-of select="$session/@id"/>
    <xsl:if test="$session/@revision &gt; 1"><xsl:text>, révision&#160;</xsl:text><xsl:value-of select="$session/@revision"/></xsl:if>
    <xsl:if test="$certification/d:enregistrement/@code != ''"> · <xsl:value-of select="$certification/d:enregistrement/@code"/></xsl:if>
  </xsl:template>

  <!-- The certifier at the left, what places the document at the right; its title; the certification. -->
  <xsl:template name="ouverture">
    <xsl:param name="titre"/>
    <xsl:param name="reference"><xsl:call-template name="lieu-et-date"/></xsl:param>
    <fo:table table-layout="fixed" width="100%" border-collapse="separate" role="Div">
      <fo:table-column column-width="proportional-column-width(3)"/>
      <fo:table-column column-width="proportional-column-width(2)"/>
      <fo:table-body>
        <fo:table-row>
          <fo:table-cell><xsl:call-template name="enseigne"/></fo:table-cell>
          <fo:table-cell text-align="end" color="{$gris}"><xsl:copy-of select="$reference"/></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
    <fo:block role="H1" font-family="{$titrage}" font-size="27pt" line-height="11.25mm" color="{$encre}" space-before="6.75mm"><xsl:value-of select="$titre"/></fo:block>
    <fo:block font-family="{$serif}" font-style="italic" font-size="13pt" line-height="5.625mm" role="P">
      <xsl:value-of select="concat($type-court, ' ', $intitule-cite)"/>
      <xsl:if test="$certification/d:enregistrement/@code != ''"> · <xsl:value-of select="$certification/d:enregistrement/@code"/></xsl:if>
      <xsl:text> · édition&#160;</xsl:text><xsl:value-of select="$certification/@edition"/>
    </fo:block>
    <fo:block role="Artifact" border-after-style="solid" border-after-width="0.9pt" border-after-color="{$metal}" line-height="2.25mm" font-size="2pt" space-after="4.5mm">&#160;</fo:block>
  </xsl:template>

  <xsl:template name="lieu-et-date">
    <fo:block><xsl:text>Session&#160;</xsl:text><xsl:value-of select="$session/@id"/></fo:block>
    <fo:block>
      <xsl:choose>
        <xsl:when test="$session/@lieu != ''"><xsl:value-of select="f:nom($session/@lieu)"/>, le&#160;</xsl:when>
        <xsl:otherwise>Le&#160;</xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="f:date-longue($session/@date)"/>
    </fo:block>
  </xsl:template>

  <!-- Facts, one below the other: what it is, what is to be said of it. -->
  <xsl:template name="faits">
    <xsl:param name="faits"/>
    <xsl:param name="largeur" select="'26mm'"/>
    <fo:table table-layout="fixed" width="100%" border-collapse="separate" role="Div">
      <fo:table-column column-width="{$largeur}"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body><xsl:copy-of select="$faits"/></fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="fait">
    <xsl:param name="nom"/>
    <xsl:param name="valeur"/>
    <fo:table-row>
      <fo:table-cell padding-after="1.125mm"><fo:block color="{$gris}"><xsl:value-of select="$nom"/></fo:block></fo:table-cell>
      <fo:table-cell padding-after="1.125mm"><fo:block><xsl:copy-of select="$valeur"/></fo:block></fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- 20 juin 2024, de 9 h 00 à 17 h 30, à Montreuil -->
  <xsl:template name="seance">
    <xsl:value-of select="f:date-longue($session/@date)"/>
    <xsl:if test="$session/@debut != ''">, de <xsl:value-of select="f:heure($session/@debut)"/></xsl:if>
    <xsl:if test="$session/@fin != ''"> à <xsl:value-of select="f:heure($session/@fin)"/></xsl:if>
    <xsl:if test="$session/@lieu != ''">, à <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
  </xsl:template>

  <xsl:template name="centre">
    <xsl:value-of select="f:typo($session/d:centre/d:nom)"/>
    <xsl:if test="$session/d:centre/d:ville != '' and not(contains($session/d:centre/d:nom, $session/d:centre/d:ville))">, <xsl:value-of select="f:nom($session/d:centre/d:ville)"/></xsl:if>
  </xsl:template>

  <!-- A title of column. -->
  <xsl:template name="colonne">
    <xsl:param name="titre"/>
    <xsl:param name="alignement" select="'start'"/>
    <fo:table-cell xsl:use-attribute-sets="entete" text-align="{$alignement}"><fo:block><xsl:value-of select="$titre"/></fo:block></fo:table-cell>
  </xsl:template>

  <!-- The first title of columns, of a table that may go over pages: where it goes on, it says so. Each row has its mark in a cell. -->
  <xsl:template name="colonne-suite">
    <xsl:param name="titre"/>
    <xsl:param name="colonnes" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="entete">
      <xsl:if test="$colonnes &gt; 1"><xsl:attribute name="number-columns-spanned"><xsl:value-of select="$colonnes"/></xsl:attribute></xsl:if>
      <fo:block>
        <xsl:value-of select="$titre"/>
        <xsl:call-template name="reprise"/>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- The mark of the first row on this page, within a table's header. -->
  <xsl:template name="reprise">
    <fo:retrieve-table-marker retrieve-class-name="suite" retrieve-position-within-table="first-starting" retrieve-boundary-within-table="table-fragment"/>
  </xsl:template>

  <xsl:template name="marque-suite">
    <fo:marker marker-class-name="suite"><xsl:if test="position() &gt; 1"> (suite)</xsl:if></fo:marker>
  </xsl:template>

  <!-- Room to sign: a line, who signs below it, the white above. -->
  <xsl:template name="a-signer">
    <xsl:param name="nom"/>
    <xsl:param name="qualite"/>
    <fo:block border-before-style="solid" border-before-width="0.6pt" border-before-color="{$encre}" padding-before="1.125mm" font-weight="700"><xsl:copy-of select="$nom"/></fo:block>
    <fo:block xsl:use-attribute-sets="second"><xsl:copy-of select="$qualite"/></fo:block>
  </xsl:template>

  <!-- The certifier's signatory, at the right: the signature's picture where the minutes are signed, else room for it. -->
  <xsl:template name="signature-certificateur">
    <xsl:param name="date" select="$session/@delivrance"/>
    <xsl:variable name="lieu" select="$certification/d:certificateur[1]/d:ville"/>
    <xsl:variable name="signataire" select="$certification/d:signataire"/>
    <fo:block space-before="6.75mm" start-indent="92mm" keep-together.within-page="always">
      <fo:block role="P">
        <xsl:choose>
          <xsl:when test="$lieu != ''">Fait à <xsl:value-of select="f:nom($lieu)"/>, le&#160;</xsl:when>
          <xsl:otherwise>Fait le&#160;</xsl:otherwise>
        </xsl:choose>
        <xsl:choose>
          <xsl:when test="$date != ''"><xsl:value-of select="f:date-longue($date)"/></xsl:when>
          <xsl:otherwise><fo:leader leader-pattern="dots" leader-length="30mm"/></xsl:otherwise>
        </xsl:choose>
      </fo:block>
      <xsl:if test="$signe"><fo:block role="P" font-style="italic"><xsl:value-of select="f:typo($signataire/@qualite)"/></fo:block></xsl:if>
      <xsl:choose>
        <xsl:when test="not($signe)"><xsl:call-template name="sans-signataire"><xsl:with-param name="blanc" select="'15.75mm'"/></xsl:call-template></xsl:when>
        <xsl:when test="$signataire/@signature != ''">
          <fo:block space-before="2.25mm">
            <fo:external-graphic xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" src="url('{$signataire/@signature}')" content-height="14mm" scaling="uniform"
              fox:alt-text="Signature"/>
          </fo:block>
          <fo:block role="P"><xsl:value-of select="f:nom($signataire/@nom)"/></fo:block>
        </xsl:when>
        <xsl:otherwise><fo:block role="P" space-before="15.75mm"><xsl:value-of select="f:nom($signataire/@nom)"/></fo:block></xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
