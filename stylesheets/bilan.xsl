<?xml version="1.0" encoding="UTF-8"?>
<!-- The account of a session, in numbers. What could be brought back to a few people is not in the dossier; this sheet says that it
     is not told, and why. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1"
  xmlns:fig="urn:parchemin:figure:1" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:variable name="bilan" select="/d:dossier"/>
  <xsl:variable name="ensemble" select="$bilan/d:groupe[@nature = 'ensemble']"/>
  <xsl:variable name="avec-blocs" select="boolean($bilan/d:bloc)"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre">Bilan de la session&#160;<xsl:value-of select="$session/@id"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture"><xsl:with-param name="titre">Bilan de session</xsl:with-param></xsl:call-template>
        <xsl:call-template name="ensemble"/>
        <xsl:call-template name="groupes">
          <xsl:with-param name="titre">Par visée</xsl:with-param>
          <xsl:with-param name="groupes" select="d:groupe[@nature = 'visee']"/>
        </xsl:call-template>
        <xsl:call-template name="groupes">
          <xsl:with-param name="titre">Par voie d’accès</xsl:with-param>
          <xsl:with-param name="groupes" select="d:groupe[@nature = 'voie']"/>
        </xsl:call-template>
        <xsl:if test="$avec-blocs"><xsl:call-template name="blocs"/></xsl:if>
        <xsl:call-template name="manquees"/>
        <xsl:call-template name="profils"/>
        <xsl:call-template name="lecture"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The first thing that is looked for, in one sentence. -->
  <xsl:template name="ensemble">
    <fo:block role="P" font-family="{$serif}" font-size="13pt" line-height="6.75mm">
      <xsl:choose>
        <xsl:when test="not($ensemble/@presents)">Moins de cinq candidats ont été examinés à cette session&#160;: aucun résultat n’est publié.</xsl:when>
        <xsl:otherwise>
          <xsl:if test="d:inscrits/@effectif">
            <xsl:value-of select="f:nombre-accord(d:inscrits/@effectif, 'candidat inscrit', 'candidats inscrits')"/>
            <xsl:choose>
              <xsl:when test="d:inscrits/@absents = 0">, tous examinés. </xsl:when>
              <xsl:otherwise>, dont <xsl:value-of select="f:nombre-accord(d:inscrits/@effectif - d:inscrits/@absents, 'examiné', 'examinés')"/>. </xsl:otherwise>
            </xsl:choose>
          </xsl:if>
          <xsl:if test="not(d:inscrits/@effectif)">
            <xsl:value-of select="f:nombre-accord($ensemble/@presents, 'candidat examiné', 'candidats examinés')"/><xsl:text>. </xsl:text>
          </xsl:if>
          <xsl:for-each select="$ensemble/d:part[@nom = 'objectif']">
            <xsl:choose>
              <xsl:when test="@taux"><fo:inline font-weight="600" color="{$encre}"><xsl:value-of select="@taux"/>&#160;%</fo:inline> ont atteint ce qu’ils visaient.</xsl:when>
              <xsl:when test="@plus-de"><fo:inline font-weight="600" color="{$encre}">Plus de <xsl:value-of select="@plus-de"/>&#160;%</fo:inline> ont atteint ce qu’ils visaient.</xsl:when>
              <xsl:when test="@moins-de"><fo:inline font-weight="600" color="{$encre}">Moins de <xsl:value-of select="@moins-de"/>&#160;%</fo:inline> ont atteint ce qu’ils visaient.</xsl:when>
            </xsl:choose>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>

  <!-- One row for each group: how many, how many reached their aim, how many validated a bloc. -->
  <xsl:template name="groupes">
    <xsl:param name="titre"/>
    <xsl:param name="groupes"/>
    <fo:block xsl:use-attribute-sets="titre-section"><xsl:value-of select="$titre"/></fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="20mm"/>
      <xsl:call-template name="colonnes-mesure"/>
      <xsl:if test="$avec-blocs"><xsl:call-template name="colonnes-mesure"/></xsl:if>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne"><xsl:with-param name="titre"/></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Candidats</xsl:with-param><xsl:with-param name="alignement">end</xsl:with-param></xsl:call-template>
          <xsl:call-template name="titre-mesure"><xsl:with-param name="titre">Objectif atteint</xsl:with-param></xsl:call-template>
          <xsl:if test="$avec-blocs"><xsl:call-template name="titre-mesure"><xsl:with-param name="titre">Un bloc validé au moins</xsl:with-param></xsl:call-template></xsl:if>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$groupes">
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="libelle-groupe"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end">
              <fo:block><xsl:value-of select="@presents"/><xsl:if test="not(@presents)">n.&#160;p.</xsl:if></fo:block>
            </fo:table-cell>
            <xsl:call-template name="mesure"><xsl:with-param name="part" select="d:part[@nom = 'objectif']"/></xsl:call-template>
            <xsl:if test="$avec-blocs"><xsl:call-template name="mesure"><xsl:with-param name="part" select="d:part[@nom = 'bloc']"/></xsl:call-template></xsl:if>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="libelle-groupe">
    <xsl:choose>
      <xsl:when test="@nature = 'voie'"><xsl:value-of select="f:typo(@libelle)"/></xsl:when>
      <xsl:when test="@libelle = 'certification'">La certification entière</xsl:when>
      <xsl:when test="@libelle = 'blocs'">Un ou plusieurs blocs</xsl:when>
      <xsl:otherwise>La certification, par capitalisation de blocs acquis</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="colonnes-mesure">
    <fo:table-column column-width="29mm"/>
    <fo:table-column column-width="25mm"/>
  </xsl:template>

  <xsl:template name="titre-mesure">
    <xsl:param name="titre"/>
    <fo:table-cell xsl:use-attribute-sets="entete" number-columns-spanned="2" padding-left="5mm"><fo:block><xsl:value-of select="$titre"/></fo:block></fo:table-cell>
  </xsl:template>

  <!-- The rate, and a bar filled as far as it goes. -->
  <xsl:template name="mesure">
    <xsl:param name="part"/>
    <xsl:variable name="longueur">
      <xsl:choose>
        <xsl:when test="$part/@taux"><xsl:value-of select="$part/@taux"/></xsl:when>
        <xsl:when test="$part/@plus-de"><xsl:value-of select="$part/@plus-de"/></xsl:when>
        <xsl:otherwise>0</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <fo:table-cell xsl:use-attribute-sets="cellule" padding-left="5mm" padding-right="0mm">
      <fo:block>
        <xsl:choose>
          <xsl:when test="$part/@taux"><fo:inline font-weight="700"><xsl:value-of select="$part/@taux"/>&#160;%</fo:inline></xsl:when>
          <xsl:when test="$part/@plus-de">plus de <xsl:value-of select="$part/@plus-de"/>&#160;%</xsl:when>
          <xsl:when test="$part/@moins-de">moins de <xsl:value-of select="$part/@moins-de"/>&#160;%</xsl:when>
          <xsl:otherwise>n.&#160;p.</xsl:otherwise>
        </xsl:choose>
      </fo:block>
    </fo:table-cell>
    <fo:table-cell xsl:use-attribute-sets="cellule" padding-right="0mm">
      <fo:block role="Artifact" line-height="4.5mm" line-stacking-strategy="font-height">
        <xsl:if test="$part/@taux or $longueur &gt; 0">
          <fo:instream-foreign-object alignment-baseline="middle">
            <fig:barres largeur="24mm" pas="4.5mm" libelles="0mm" valeurs="0mm" couleur="{$encre}">
              <xsl:if test="not($part/@taux)"><xsl:attribute name="couleur"><xsl:value-of select="$filet"/></xsl:attribute></xsl:if>
              <fig:barre valeur="{$longueur}" sur="100"/>
            </fig:barres>
          </fo:instream-foreign-object>
        </xsl:if>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <xsl:template name="blocs">
    <fo:block xsl:use-attribute-sets="titre-section">Par bloc</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="8mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="20mm"/>
      <xsl:call-template name="colonnes-mesure"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Bloc</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Présentés</xsl:with-param><xsl:with-param name="alignement">end</xsl:with-param></xsl:call-template>
          <xsl:call-template name="titre-mesure"><xsl:with-param name="titre">Validés</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$bilan/d:bloc">
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block font-weight="700"><xsl:value-of select="@numero"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="f:typo(d:intitule)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@presentes"/><xsl:if test="not(@presentes)">n.&#160;p.</xsl:if></fo:block></fo:table-cell>
            <xsl:call-template name="mesure"><xsl:with-param name="part" select="d:part"/></xsl:call-template>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="manquees">
    <fo:block xsl:use-attribute-sets="titre-section">Compétences le plus souvent manquées</fo:block>
    <xsl:choose>
      <xsl:when test="not(d:manquee)"><fo:block role="P">Aucune compétence n’a été manquée par cinq candidats ou plus.</fo:block></xsl:when>
      <xsl:otherwise>
        <fo:table xsl:use-attribute-sets="tableau">
          <fo:table-column column-width="16mm"/>
          <fo:table-column column-width="proportional-column-width(1)"/>
          <fo:table-column column-width="20mm"/>
          <xsl:call-template name="colonnes-mesure"/>
          <fo:table-header>
            <fo:table-row>
              <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Compétence</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
              <xsl:call-template name="colonne"><xsl:with-param name="titre">Évaluations</xsl:with-param><xsl:with-param name="alignement">end</xsl:with-param></xsl:call-template>
              <xsl:call-template name="titre-mesure"><xsl:with-param name="titre">Non acquises</xsl:with-param></xsl:call-template>
            </fo:table-row>
          </fo:table-header>
          <fo:table-body>
            <xsl:for-each select="d:manquee">
              <fo:table-row keep-together.within-page="always">
                <xsl:call-template name="pas-seule"/>
                <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
                <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block font-size="8.2pt"><xsl:apply-templates select="d:enonce"/></fo:block></fo:table-cell>
                <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@evaluees"/></fo:block></fo:table-cell>
                <xsl:call-template name="mesure"><xsl:with-param name="part" select="d:part"/></xsl:call-template>
              </fo:table-row>
            </xsl:for-each>
          </fo:table-body>
        </fo:table>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Where a bloc is strong, where it is weak: the shape at a glance, the rates beside it. -->
  <xsl:template name="profils">
    <xsl:if test="d:profil">
      <fo:block xsl:use-attribute-sets="titre-section">Compétences acquises<xsl:if test="$avec-blocs">, bloc par bloc</xsl:if></fo:block>
    </xsl:if>
    <xsl:for-each select="d:profil">
      <fo:table table-layout="fixed" width="100%" border-collapse="separate" role="Div" keep-together.within-page="always" space-before="3mm">
        <fo:table-column column-width="58mm"/>
        <fo:table-column column-width="proportional-column-width(1)"/>
        <fo:table-body>
          <fo:table-row>
            <fo:table-cell display-align="center" padding-end="5mm">
              <fo:block font-family="{$sans}" font-size="7.2pt" color="{$gris}">
                <fo:instream-foreign-object>
                  <fig:radar largeur="53mm" hauteur="46mm" marge="5.5mm" maximum="100" couleur="{$encre}">
                    <xsl:for-each select="d:competence">
                      <fig:axe libelle="{@ref}" texte="{d:part/@taux}&#160;%" valeur="{d:part/@taux}"/>
                    </xsl:for-each>
                  </fig:radar>
                </fo:instream-foreign-object>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell display-align="center"><xsl:call-template name="profil"/></fo:table-cell>
          </fo:table-row>
        </fo:table-body>
      </fo:table>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="profil">
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="13mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="16mm"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="entete" number-columns-spanned="2">
            <fo:block>
              <xsl:if test="@numero != ''">Bloc&#160;<xsl:value-of select="@numero"/>, </xsl:if>
              <xsl:value-of select="f:typo(d:intitule)"/>
              <xsl:if test="not(@numero != '')">Compétence</xsl:if>
            </fo:block>
          </fo:table-cell>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Acquise</xsl:with-param><xsl:with-param name="alignement">end</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="d:competence">
          <fo:table-row>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block font-size="7.5pt" line-height="3.375mm"><xsl:apply-templates select="d:enonce"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end" padding-right="0mm"><fo:block font-weight="700"><xsl:value-of select="d:part/@taux"/>&#160;%</fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- How the numbers are to be read. -->
  <xsl:template name="lecture">
    <fo:block xsl:use-attribute-sets="second" role="P" space-before="6.75mm" keep-together.within-page="always">
      <xsl:text>L’objectif est atteint quand le candidat obtient ce qu’il visait&#160;: la certification, ou tous les blocs qu’il présentait. </xsl:text>
      <xsl:text>Ni les absents ni les excusés n’ont été examinés. Pour que nul ne soit reconnu, ce qui porte sur moins de cinq personnes n’est pas publié (n.&#160;p.), </xsl:text>
      <xsl:text>ni ce qui permettrait de le retrouver par différence&#8239;; un taux est alors remplacé par une borne.</xsl:text>
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
