<?xml version="1.0" encoding="UTF-8"?>
<!-- What was decided, competence by competence: their statements once, then one table of all candidates. For the minutes; an extract of
     them has the words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" extension-element-prefixes="f" exclude-result-prefixes="d f">

  <xsl:import href="presences.xsl"/>

  <xsl:template name="sens">
    <xsl:param name="sens" select="@sens"/>
    <xsl:choose>
      <xsl:when test="$sens = 'favorable'">favorable</xsl:when>
      <xsl:when test="$sens = 'defavorable'">défavorable</xsl:when>
      <xsl:when test="$sens = 'reserve'">réservé</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Those of one bloc of one candidate of which nothing more is said than the decision, by what was decided. -->
  <xsl:key name="par-decision" match="d:competence[ancestor::d:candidat and not(d:commentaire != '' or d:critere[@satisfait = 'non'])]"
    use="concat(generate-id(..), @avis-commission, '|', @resultat)"/>

  <!-- Whether a commission gave its opinion. -->
  <xsl:variable name="avec-commission" select="boolean($candidats/d:competence/@avis-commission or $candidats/d:bloc/d:competence/@avis-commission)"/>

  <!-- ===== The statements, each once: what was decided is told by their references ===== -->

  <xsl:template name="enonces">
    <fo:block xsl:use-attribute-sets="titre-section" space-before="2.25mm">Compétences</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="16mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Repère</fo:block></fo:table-cell>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Énoncé du référentiel</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="/d:dossier/d:bloc">
          <xsl:variable name="bloc" select="@id"/>
          <xsl:variable name="jugees" select="$candidats/d:bloc[@ref = $bloc]/d:competence"/>
          <xsl:variable name="premieres"><xsl:call-template name="premieres"><xsl:with-param name="competences" select="$jugees"/></xsl:call-template></xsl:variable>
          <xsl:variable name="siennes" select="$jugees[contains($premieres, concat('|', generate-id(), '|'))]"/>
          <xsl:if test="$siennes">
            <fo:table-row keep-with-next.within-page="always">
              <fo:table-cell xsl:use-attribute-sets="cellule" number-columns-spanned="2">
                <xsl:call-template name="marque-suite"/>
                <fo:block role="H3"><fo:inline font-weight="700">Bloc&#160;<xsl:value-of select="@numero"/></fo:inline>, <xsl:value-of select="f:typo(d:intitule)"/></fo:block>
              </fo:table-cell>
            </fo:table-row>
            <xsl:apply-templates select="$siennes" mode="enonce"/>
          </xsl:if>
        </xsl:for-each>
        <xsl:variable name="directes"><xsl:call-template name="premieres"><xsl:with-param name="competences" select="$candidats/d:competence"/></xsl:call-template></xsl:variable>
        <xsl:apply-templates select="$candidats/d:competence[contains($directes, concat('|', generate-id(), '|'))]" mode="enonce"/>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- "|id||id|" of the first competence of each reference: all of the first candidate's, then of who has others. A key by reference would
       list all candidates for each of them: their number squared. -->
  <xsl:template name="premieres">
    <xsl:param name="competences"/>
    <xsl:if test="$competences">
      <xsl:variable name="juge" select="generate-id($competences[1]/..)"/>
      <xsl:variable name="ensemble" select="$competences[generate-id(..) = $juge]"/>
      <xsl:variable name="references"><xsl:for-each select="$ensemble"><xsl:value-of select="concat('|', @ref, '|')"/></xsl:for-each></xsl:variable>
      <xsl:for-each select="$ensemble"><xsl:value-of select="concat('|', generate-id(), '|')"/></xsl:for-each>
      <xsl:call-template name="premieres">
        <xsl:with-param name="competences" select="$competences[not(contains($references, concat('|', @ref, '|')))]"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="d:competence" mode="enonce">
    <fo:table-row keep-together.within-page="always">
      <xsl:call-template name="pas-seule"/>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <fo:marker marker-class-name="suite"><xsl:if test="parent::d:bloc or position() &gt; 1"> (suite)</xsl:if></fo:marker>
        <fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block font-size="8.2pt"><xsl:apply-templates select="d:enonce"/></fo:block></fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- ===== The decisions: a row for each candidate, then one for each bloc ===== -->

  <xsl:template name="decisions-detaillees">
    <fo:block xsl:use-attribute-sets="titre-section">Décisions</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="36mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="entete">
            <fo:block><xsl:choose><xsl:when test="$candidats/d:bloc">Bloc</xsl:when><xsl:otherwise>Candidat</xsl:otherwise></xsl:choose></fo:block>
          </fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete">
            <fo:block>
              <xsl:choose>
                <xsl:when test="$avec-commission">Compétences&#160;: avis de la commission, décision du jury&#8239;; certificat, épreuves</xsl:when>
                <xsl:otherwise>Compétences&#160;: décision du jury&#8239;; certificat, épreuves</xsl:otherwise>
              </xsl:choose>
            </fo:block>
          </fo:table-cell>
        </fo:table-row>
        <!-- Whose blocs these are, where a page begins among them. -->
        <xsl:if test="$candidats/d:bloc">
          <fo:table-row>
            <fo:table-cell number-columns-spanned="2" padding-before="1.125mm">
              <fo:block>
                <xsl:call-template name="reprise"/>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:if>
      </fo:table-header>
      <fo:table-body><xsl:for-each select="$candidats"><f:partie><xsl:call-template name="detail-candidat"/></f:partie></xsl:for-each></fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="detail-candidat">
    <xsl:variable name="juges" select="d:bloc[d:competence or @etat = 'acquis-anterieurement' or @etat = 'sursis']"/>
    <xsl:variable name="direct" select="self::d:candidat[not(d:bloc) and (d:competence or d:epreuve or d:entretien or d:dossier)]"/>
    <xsl:variable name="non-presentes" select="d:bloc[@etat = 'non-presente']"/>
    <fo:table-row keep-together.within-page="always">
      <xsl:if test="$juges or $direct or d:recommandation != ''"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <fo:table-cell xsl:use-attribute-sets="cellule" number-columns-spanned="2" padding-before="2.25mm">
        <fo:marker marker-class-name="suite"/>
        <fo:block role="H3" color="{$encre}" font-family="{$serif}" font-weight="600" font-size="11pt">
          <xsl:apply-templates select="." mode="nom-prenom"/>
          <fo:inline font-weight="400" font-style="italic"> — <xsl:value-of select="f:typo(@decision)"/></fo:inline>
        </fo:block>
        <xsl:if test="$non-presentes">
          <fo:block role="P" xsl:use-attribute-sets="second">
            <xsl:choose>
              <xsl:when test="count($non-presentes) = count(d:bloc)">Aucun bloc présenté.</xsl:when>
              <xsl:otherwise>
                <xsl:text>Non présenté</xsl:text><xsl:if test="count($non-presentes) &gt; 1">s</xsl:if><xsl:text>&#160;: </xsl:text>
                <xsl:call-template name="numeros"><xsl:with-param name="blocs" select="$non-presentes"/></xsl:call-template>
                <xsl:text>.</xsl:text>
              </xsl:otherwise>
            </xsl:choose>
          </fo:block>
        </xsl:if>
      </fo:table-cell>
    </fo:table-row>
    <xsl:for-each select="$juges | $direct"><xsl:call-template name="detail-bloc"/></xsl:for-each>
    <xsl:if test="d:recommandation != ''">
      <fo:table-row keep-together.within-page="always" keep-with-previous.within-page="always">
        <fo:table-cell xsl:use-attribute-sets="cellule" number-columns-spanned="2">
          <fo:block role="P"><fo:inline font-weight="700">Recommandation. </fo:inline><xsl:value-of select="f:typo(d:recommandation)"/></fo:block>
        </fo:table-cell>
      </fo:table-row>
    </xsl:if>
  </xsl:template>

  <!-- Of a bloc acquired earlier nothing was decided now. -->
  <xsl:template name="detail-bloc">
    <fo:table-row>
      <xsl:if test="string-length(.) &lt; 4000"><xsl:attribute name="keep-together.within-page">always</xsl:attribute></xsl:if>
      <fo:table-cell xsl:use-attribute-sets="cellule" role="TH">
        <fo:marker marker-class-name="suite">
          <fo:block color="{$encre}" font-family="{$serif}" font-weight="600" font-size="11pt" line-height="4.5mm">
            <xsl:apply-templates select="ancestor-or-self::d:candidat" mode="nom-prenom"/><xsl:text> (suite)</xsl:text>
          </fo:block>
        </fo:marker>
        <fo:block>
          <xsl:choose>
            <xsl:when test="self::d:bloc">
              <xsl:call-template name="signe"><xsl:with-param name="etat" select="@etat"/></xsl:call-template>
              <xsl:text>&#160;</xsl:text>
              <fo:inline font-weight="700">Bloc&#160;<xsl:value-of select="@numero"/></fo:inline>
              <xsl:text>, </xsl:text><xsl:call-template name="etat-bloc"/>
            </xsl:when>
            <xsl:otherwise>Certification</xsl:otherwise>
          </xsl:choose>
        </fo:block>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <fo:block>
          <xsl:choose>
            <xsl:when test="@etat = 'acquis-anterieurement'">
              <xsl:if test="@acquis-le != ''">le <xsl:value-of select="f:date-longue(@acquis-le)"/>. </xsl:if>
            </xsl:when>
            <xsl:otherwise><xsl:call-template name="decisions-semblables"/></xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="certificat-epreuves"/>
        </fo:block>
        <xsl:if test="@etat != 'acquis-anterieurement' or self::d:candidat"><xsl:apply-templates select="d:competence" mode="remarque"/></xsl:if>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- Those decided alike together; each of which more is said has a paragraph. -->
  <xsl:template name="decisions-semblables">
    <xsl:variable name="ici" select="generate-id()"/>
    <xsl:variable name="premieres" select="d:competence[generate-id() = generate-id(key('par-decision', concat($ici, @avis-commission, '|', @resultat))[1])]"/>
    <xsl:for-each select="$premieres">
      <xsl:variable name="semblables" select="key('par-decision', concat($ici, @avis-commission, '|', @resultat))"/>
      <xsl:if test="position() &gt; 1"><xsl:text>&#8239;; </xsl:text></xsl:if>
      <xsl:for-each select="$semblables">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:value-of select="@ref"/>
      </xsl:for-each>
      <xsl:text>&#160;: </xsl:text>
      <xsl:call-template name="decision-competence"><xsl:with-param name="plusieurs" select="count($semblables) &gt; 1"/></xsl:call-template>
      <xsl:if test="position() = last()">. </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="d:competence" mode="remarque">
    <xsl:if test="d:commentaire != '' or d:critere[@satisfait = 'non']">
      <fo:block role="P">
        <fo:inline font-weight="700"><xsl:value-of select="@ref"/></fo:inline><xsl:text>&#160;: </xsl:text>
        <xsl:call-template name="decision-competence"/>
        <xsl:text>. </xsl:text>
        <fo:inline font-family="{$serif}" font-style="italic" font-size="10pt"><xsl:value-of select="f:typo(d:commentaire)"/></fo:inline>
        <xsl:call-template name="criteres-manques"/>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="decision-competence">
    <xsl:param name="plusieurs" select="false()"/>
    <xsl:if test="@avis-commission">
      <xsl:text>avis </xsl:text><xsl:call-template name="sens"><xsl:with-param name="sens" select="@avis-commission"/></xsl:call-template><xsl:text>, </xsl:text>
    </xsl:if>
    <!-- A sign where it is not acquired: what is to be found among the others. -->
    <xsl:if test="not(starts-with(@resultat, 'acquise'))">
      <xsl:call-template name="signe"><xsl:with-param name="etat" select="@resultat"/></xsl:call-template>
      <xsl:text>&#160;</xsl:text>
    </xsl:if>
    <xsl:call-template name="etat-competence"><xsl:with-param name="plusieurs" select="$plusieurs"/></xsl:call-template>
  </xsl:template>

  <!-- The certificate that the bloc gave, and what it was judged on. -->
  <xsl:template name="certificat-epreuves">
    <fo:inline xsl:use-attribute-sets="second">
      <xsl:if test="@certificat != ''">
        <fo:inline keep-together.within-line="always"><xsl:text>Certificat n°&#160;</xsl:text><xsl:value-of select="@certificat"/></fo:inline>
        <xsl:if test="d:dossier or d:epreuve or d:entretien">&#160;· </xsl:if>
      </xsl:if>
      <xsl:for-each select="d:dossier | d:epreuve | d:entretien">
        <xsl:if test="position() &gt; 1">&#160;· </xsl:if>
        <xsl:variable name="mot">
          <xsl:choose>
            <xsl:when test="self::d:dossier">dossier</xsl:when>
            <xsl:when test="self::d:entretien">entretien</xsl:when>
            <xsl:otherwise><xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(@libelle)"/></xsl:call-template></xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:choose>
          <xsl:when test="position() = 1 and not(../@certificat != '')"><xsl:call-template name="en-majuscule"><xsl:with-param name="texte" select="$mot"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:value-of select="$mot"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@recu-le != ''"> reçu le&#160;<xsl:value-of select="f:date-courte(@recu-le)"/></xsl:if>
        <xsl:if test="@date != ''"> le&#160;<xsl:value-of select="f:date-courte(@date)"/></xsl:if>
        <xsl:if test="@minutes != ''">, <xsl:call-template name="minutes"/></xsl:if>
        <xsl:if test="@lieu != ''">, <xsl:value-of select="f:nom(@lieu)"/></xsl:if>
        <xsl:choose>
          <xsl:when test="@present = 'absent'"> (absence)</xsl:when>
          <xsl:when test="@present = 'excuse'"> (absence excusée)</xsl:when>
        </xsl:choose>
      </xsl:for-each>
    </fo:inline>
  </xsl:template>

  <xsl:template name="visee">
    <xsl:choose>
      <xsl:when test="@capitalisation = 'oui'">capitalisation</xsl:when>
      <xsl:when test="@vise = 'blocs'">blocs</xsl:when>
      <xsl:otherwise>certification</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="fraude">
    <fo:block role="P" start-indent="5mm" space-before="1mm">
      <fo:inline font-weight="700">Fraude constatée</fo:inline>
      <xsl:if test="@constatee-le != ''"> le <xsl:value-of select="f:date-longue(@constatee-le)"/></xsl:if>
      <xsl:if test="@observations-recueillies-le != ''">, observations recueillies le <xsl:value-of select="f:date-longue(@observations-recueillies-le)"/></xsl:if>
      <xsl:text>. </xsl:text><xsl:value-of select="f:typo(.)"/>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:competence" mode="motif">
    <fo:block role="P" start-indent="5mm" space-before="0.75mm">
      <fo:inline font-weight="700"><xsl:value-of select="@ref"/></fo:inline>
      <xsl:text>, </xsl:text><xsl:call-template name="etat-competence"/><xsl:text>. </xsl:text>
      <xsl:value-of select="f:typo(d:commentaire)"/>
      <xsl:call-template name="criteres-manques"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="criteres-manques">
    <xsl:if test="d:critere[@satisfait = 'non']">
      <fo:inline color="{$gris}">
        <xsl:choose>
          <xsl:when test="count(d:critere[@satisfait = 'non']) = 1"> Critère non satisfait&#160;: </xsl:when>
          <xsl:otherwise> Critères non satisfaits&#160;: </xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="d:critere[@satisfait = 'non']">
          <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
          <xsl:value-of select="f:typo(d:libelle)"/>
        </xsl:for-each>
        <xsl:text>.</xsl:text>
      </fo:inline>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
