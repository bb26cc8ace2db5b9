<?xml version="1.0" encoding="UTF-8"?>
<!-- An extract of the minutes for one candidate: what they say of this person, and how many sat; no other name. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="detail.xsl"/>

  <xsl:variable name="candidat" select="$candidats[1]"/>
  <xsl:variable name="manquees" select="$candidat//d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee']"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Extrait du procès-verbal n°&#160;<xsl:value-of select="$numero"/>, <xsl:apply-templates select="$candidat" mode="civil"/></xsl:with-param>
      <xsl:with-param name="pied">Extrait du PV&#160;<xsl:value-of select="$numero"/><xsl:if test="$session/@revision &gt; 1">, révision&#160;<xsl:value-of select="$session/@revision"/></xsl:if> · dossier&#160;<xsl:value-of select="$candidat/@id"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture">
          <xsl:with-param name="titre">Extrait du procès-verbal du jury</xsl:with-param>
          <xsl:with-param name="reference">
            <fo:block>PV n°&#160;<xsl:value-of select="$numero"/> · révision&#160;<xsl:value-of select="$session/@revision"/></fo:block>
            <fo:block><xsl:value-of select="f:nom($session/@lieu)"/>, le&#160;<xsl:value-of select="f:date-longue($session/@date)"/></fo:block>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="faits"><xsl:with-param name="faits"><xsl:call-template name="faits-candidat"/></xsl:with-param></xsl:call-template>
        <fo:block xsl:use-attribute-sets="titre-section">Le jury</fo:block>
        <fo:block role="P"><xsl:call-template name="phrase-composition"/></fo:block>
        <fo:block xsl:use-attribute-sets="titre-section">La décision</fo:block>
        <fo:block role="P">Le jury a pris la décision suivante&#160;: <fo:inline font-weight="700"><xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo($candidat/@decision)"/></xsl:call-template></fo:inline>.</fo:block>
        <xsl:call-template name="resultats"/>
        <xsl:if test="$manquees">
          <fo:block xsl:use-attribute-sets="titre-section">Les motifs</fo:block>
          <xsl:apply-templates select="$manquees" mode="motif"/>
        </xsl:if>
        <xsl:for-each select="$candidat/d:fraude"><xsl:call-template name="fraude"/></xsl:for-each>
        <xsl:call-template name="conforme"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="faits-candidat">
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
      <xsl:with-param name="nom"><xsl:apply-templates select="$candidat" mode="accord"><xsl:with-param name="masculin" select="'Candidat'"/></xsl:apply-templates></xsl:with-param>
      <xsl:with-param name="valeur">
        <fo:inline font-weight="700"><xsl:value-of select="f:capitales($candidat/d:nom-naissance)"/><xsl:text> </xsl:text><xsl:apply-templates select="$candidat" mode="prenoms"/></fo:inline>
        <xsl:if test="$candidat/d:nom-usage != ''">, nom d’usage <xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></xsl:if>
        <xsl:text>, </xsl:text><xsl:apply-templates select="$candidat" mode="naissance"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Voie et visée</xsl:with-param>
      <xsl:with-param name="valeur">
        <xsl:value-of select="f:typo($candidat/@voie-libelle)"/><xsl:text>&#8239;; </xsl:text>
        <xsl:for-each select="$candidat"><xsl:call-template name="visee"/></xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Présence</xsl:with-param>
      <xsl:with-param name="valeur"><xsl:for-each select="$candidat"><xsl:call-template name="presence-candidat"/></xsl:for-each></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- One row for each bloc; for a certification without blocs, one for the whole. -->
  <xsl:template name="resultats">
    <xsl:if test="$candidat/d:bloc or $candidat/d:competence">
      <fo:table xsl:use-attribute-sets="tableau" space-before="4.5mm">
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-column column-width="38mm"/>
        <fo:table-column column-width="56mm"/>
        <fo:table-header>
          <fo:table-row>
            <xsl:call-template name="colonne-suite"><xsl:with-param name="titre"><xsl:if test="$candidat/d:bloc">Bloc de compétences</xsl:if></xsl:with-param></xsl:call-template>
            <xsl:call-template name="colonne"><xsl:with-param name="titre">Résultat</xsl:with-param></xsl:call-template>
            <xsl:call-template name="colonne"><xsl:with-param name="titre">Compétences</xsl:with-param></xsl:call-template>
          </fo:table-row>
        </fo:table-header>
        <fo:table-body>
          <xsl:for-each select="$candidat/d:bloc | $candidat[not(d:bloc)]">
            <fo:table-row keep-together.within-page="always">
              <xsl:call-template name="pas-seule"/>
              <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><xsl:call-template name="objet"/></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cellule">
                <fo:block>
                  <xsl:variable name="etat" select="@etat | self::d:candidat/@certification"/>
                  <xsl:call-template name="signe"><xsl:with-param name="etat" select="string($etat)"/></xsl:call-template>
                  <xsl:text>&#160;</xsl:text>
                  <xsl:choose>
                    <xsl:when test="self::d:bloc"><xsl:call-template name="etat-bloc"/></xsl:when>
                    <xsl:otherwise><xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(@decision)"/></xsl:call-template></xsl:otherwise>
                  </xsl:choose>
                </fo:block>
                <xsl:if test="@acquis-le != ''"><fo:block xsl:use-attribute-sets="second">le <xsl:value-of select="f:date-longue(@acquis-le)"/></fo:block></xsl:if>
              </fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cellule">
                <xsl:call-template name="references"><xsl:with-param name="titre">acquise</xsl:with-param><xsl:with-param name="competences" select="d:competence[starts-with(@resultat, 'acquise')]"/></xsl:call-template>
                <xsl:call-template name="references"><xsl:with-param name="titre">non acquise</xsl:with-param><xsl:with-param name="competences" select="d:competence[@resultat = 'non-acquise']"/></xsl:call-template>
                <xsl:call-template name="references"><xsl:with-param name="titre">non évaluée</xsl:with-param><xsl:with-param name="competences" select="d:competence[@resultat = 'non-evaluee']"/></xsl:call-template>
                <xsl:if test="not(d:competence)"><fo:block>–</fo:block></xsl:if>
              </fo:table-cell>
            </fo:table-row>
          </xsl:for-each>
        </fo:table-body>
      </fo:table>
    </xsl:if>
  </xsl:template>

  <xsl:template name="objet">
    <fo:block>
      <xsl:choose>
        <xsl:when test="self::d:bloc"><fo:inline font-weight="700"><xsl:value-of select="@numero"/></fo:inline>&#160;&#160;<xsl:value-of select="f:typo(d:intitule)"/></xsl:when>
        <xsl:otherwise>Certification</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:if test="@certificat != ''"><fo:block xsl:use-attribute-sets="second">certificat n°&#160;<xsl:value-of select="@certificat"/></fo:block></xsl:if>
  </xsl:template>

  <xsl:template name="references">
    <xsl:param name="titre"/>
    <xsl:param name="competences"/>
    <xsl:if test="$competences">
      <fo:block>
        <fo:inline color="{$gris}"><xsl:value-of select="$titre"/><xsl:if test="count($competences) &gt; 1">s</xsl:if>&#160;: </fo:inline>
        <xsl:for-each select="$competences"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@ref"/></xsl:for-each>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="conforme">
    <fo:block role="P" space-before="4.5mm" keep-with-next.within-page="always" keep-with-previous.within-page="always">
      <xsl:text>Extrait certifié conforme au procès-verbal n°&#160;</xsl:text><xsl:value-of select="$numero"/>
      <xsl:if test="$session/@revision &gt; 1">, révision&#160;<xsl:value-of select="$session/@revision"/></xsl:if>
      <xsl:text>, arrêté le </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
      <xsl:if test="$session/@pv-signe-le != ''"> et signé le <xsl:value-of select="f:date-longue($session/@pv-signe-le)"/></xsl:if>
      <xsl:text>. Ce qui concerne d’autres personnes n’y est pas repris.</xsl:text>
    </fo:block>
    <xsl:call-template name="signature-certificateur"><xsl:with-param name="date"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
