<?xml version="1.0" encoding="UTF-8"?>
<!-- A letter of the certifier to a candidate: A4 portrait, the address in the window of a DL envelope (NF Z 11-001). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>

  <xsl:variable name="appel">
    <xsl:choose>
      <xsl:when test="$candidat/d:civilite = 'Mme' or $candidat/d:civilite = 'Mlle'">Madame</xsl:when>
      <xsl:when test="$candidat/d:civilite = 'M.'">Monsieur</xsl:when>
      <xsl:otherwise>Madame, Monsieur</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="e"><xsl:apply-templates select="$candidat" mode="accord"><xsl:with-param name="masculin" select="''"/></xsl:apply-templates></xsl:variable>
  <!-- The name to be called by. -->
  <xsl:variable name="nom-courant">
    <xsl:value-of select="f:nom($candidat/d:prenom[1])"/><xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="$candidat/d:nom-usage != ''"><xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:capitales($candidat/d:nom-naissance)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- What the letter says is in mode "corps". -->
  <xsl:template name="papier">
    <xsl:param name="titre"/>
    <xsl:param name="rappel" select="$titre"/>
    <fo:root xml:lang="fr" xsl:use-attribute-sets="texte">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="lettre" page-width="210mm" page-height="297mm" margin="14mm 22mm 10mm 22mm">
          <fo:region-body margin="75mm 0mm 13mm 0mm"/>
          <fo:region-after extent="9mm" region-name="pied" display-align="after"/>
        </fo:simple-page-master>
        <fo:simple-page-master master-name="suite" page-width="210mm" page-height="297mm" margin="14mm 22mm 10mm 22mm">
          <fo:region-body margin="13.5mm 0mm 15mm 0mm"/>
          <fo:region-before extent="9mm" region-name="rappel"/>
          <fo:region-after extent="9mm" region-name="pied" display-align="after"/>
        </fo:simple-page-master>
        <fo:page-sequence-master master-name="document">
          <fo:repeatable-page-master-alternatives>
            <fo:conditional-page-master-reference master-reference="lettre" page-position="first"/>
            <fo:conditional-page-master-reference master-reference="suite" page-position="rest"/>
          </fo:repeatable-page-master-alternatives>
        </fo:page-sequence-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="document" id="document">
        <fo:title><xsl:value-of select="concat($titre, ', ', f:nom($candidat/d:prenom[1]), ' ', f:capitales($candidat/d:nom-naissance))"/></fo:title>
        <fo:static-content flow-name="rappel"><xsl:call-template name="rappel"><xsl:with-param name="rappel" select="$rappel"/></xsl:call-template></fo:static-content>
        <fo:static-content flow-name="pied"><xsl:call-template name="pied-lettre"/></fo:static-content>
        <!-- Who writes to whom is no running matter: it is read first. -->
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="en-tete"/>
          <xsl:apply-templates select="/d:dossier" mode="corps"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- Around the text. -->

  <xsl:template name="en-tete">
    <fo:block-container absolute-position="fixed" left="22mm" top="14mm" width="67mm" height="60mm">
      <xsl:call-template name="enseigne"/>
      <fo:block font-size="8pt" line-height="4.05mm" color="{$gris}" space-before="1mm">
        <xsl:for-each select="$certification/d:adresse">
          <xsl:for-each select="d:ligne"><fo:block><xsl:value-of select="f:typo(.)"/></fo:block></xsl:for-each>
          <fo:block><xsl:value-of select="concat(d:code-postal, ' ', f:nom(d:ville))"/></fo:block>
        </xsl:for-each>
        <xsl:if test="$certification/d:contact/@telephone != ''"><fo:block><xsl:value-of select="translate($certification/d:contact/@telephone, ' ', '&#160;')"/></fo:block></xsl:if>
        <xsl:if test="$certification/d:contact/@courriel != ''"><fo:block><xsl:value-of select="$certification/d:contact/@courriel"/></fo:block></xsl:if>
      </fo:block>
    </fo:block-container>
    <!-- The window is 100 by 45 mm, 20 mm from the right and from the foot of an envelope of 220 by 110. A third of the page is 10 mm
         narrower and 11 lower than it: however the sheet slips, 100 to 190 mm from its left and 45 to 79 from its top are seen;
         what else is between 90 and 200, 34 and 90, may be. -->
    <fo:block-container absolute-position="fixed" left="104mm" top="46.5mm" width="86mm" height="32mm">
      <fo:block font-size="10pt" line-height="4.5mm">
        <fo:block>
          <xsl:if test="$candidat/d:civilite != ''"><xsl:value-of select="$candidat/d:civilite"/><xsl:text>&#160;</xsl:text></xsl:if>
          <xsl:value-of select="$nom-courant"/>
        </fo:block>
        <xsl:for-each select="$candidat/d:adresse">
          <xsl:for-each select="d:ligne"><fo:block><xsl:value-of select="f:typo(.)"/></fo:block></xsl:for-each>
          <fo:block><xsl:value-of select="concat(d:code-postal, ' ', f:capitales(d:ville))"/></fo:block>
          <xsl:if test="d:pays != ''"><fo:block><xsl:value-of select="f:capitales(d:pays)"/></fo:block></xsl:if>
        </xsl:for-each>
      </fo:block>
    </fo:block-container>
    <!-- Where to fold. -->
    <fo:block-container role="Artifact" absolute-position="fixed" left="0mm" top="99mm" width="5mm" height="1mm">
      <fo:block border-before-style="solid" border-before-width="0.35pt" border-before-color="{$filet}" font-size="1pt" line-height="1pt">&#160;</fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="rappel">
    <xsl:param name="rappel"/>
    <xsl:variable name="nom-civil"><xsl:apply-templates select="$candidat" mode="civil"/></xsl:variable>
    <fo:block role="Artifact" font-size="7.5pt" line-height="4.5mm" color="{$gris}" text-align-last="justify" padding-after="1mm"
      border-after-style="solid" border-after-width="0.35pt" border-after-color="{$filet}">
      <xsl:apply-templates select="$candidat" mode="civil"/>
      <fo:leader leader-pattern="space"/>
      <!-- One line, also under a long title. -->
      <xsl:choose>
        <xsl:when test="string-length($intitule) + string-length($nom-civil) &lt; 90"><xsl:value-of select="concat($type-court, ' ', $intitule)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$rappel"/></xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>

  <xsl:template name="pied-lettre">
    <xsl:call-template name="pied">
      <xsl:with-param name="gauche">
        <xsl:text>Session&#160;</xsl:text><xsl:value-of select="$session/@id"/>
        <xsl:if test="$session/@revision &gt; 1"><xsl:text>, révision&#160;</xsl:text><xsl:value-of select="$session/@revision"/></xsl:if>
        <xsl:text> · dossier&#160;</xsl:text><xsl:value-of select="$candidat/@id"/>
      </xsl:with-param>
      <xsl:with-param name="droite"><xsl:call-template name="page-sur"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Lyon, le 12 juin 2026 -->
  <xsl:template name="lieu-et-jour">
    <xsl:param name="date" select="$session/@delivrance"/>
    <xsl:variable name="ville" select="$certification/d:certificateur[1]/d:ville"/>
    <xsl:choose>
      <xsl:when test="$ville != ''"><xsl:value-of select="f:nom($ville)"/>, le&#160;</xsl:when>
      <xsl:otherwise>Le&#160;</xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="$date != ''"><xsl:value-of select="f:date-longue($date)"/></xsl:when>
      <xsl:otherwise><fo:leader leader-pattern="dots" leader-length="30mm"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The last sentence, by itself: others like it otherwise. -->
  <xsl:template name="politesse">
    <xsl:text>Veuillez agréer, </xsl:text><xsl:value-of select="$appel"/><xsl:text>, mes salutations distinguées.</xsl:text>
  </xsl:template>

  <!-- The end of the letter: the formula, who signs. -->
  <xsl:template name="formule">
    <fo:block role="P" space-before="4mm" keep-with-next.within-page="always">
      <xsl:call-template name="politesse"/>
    </fo:block>
    <fo:block space-before="3mm" start-indent="96mm" keep-together.within-page="always">
      <xsl:choose>
        <xsl:when test="$signe">
          <fo:block role="P" font-style="italic"><xsl:value-of select="f:typo($certification/d:signataire/@qualite)"/></fo:block>
          <fo:block role="P" space-before="11mm"><xsl:value-of select="f:nom($certification/d:signataire/@nom)"/></fo:block>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="sans-signataire"><xsl:with-param name="blanc" select="'11mm'"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
