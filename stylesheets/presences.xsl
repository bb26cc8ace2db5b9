<?xml version="1.0" encoding="UTF-8"?>
<!-- Who was there: the words for members of the jury and candidates, and the two tables to be signed. For the minutes and the
     attendance sheet. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" extension-element-prefixes="f" exclude-result-prefixes="d f">

  <xsl:import href="document.xsl"/>

  <xsl:variable name="jury" select="/d:dossier/d:jury"/>
  <!-- Who signs the attendance sheet; the certifier's representative signs the minutes themselves. -->
  <xsl:variable name="attendus" select="$jury/d:membre | $jury/d:representant[/d:dossier/@kind = 'emargement']"/>
  <xsl:variable name="candidats" select="/d:dossier/d:candidat"/>
  <xsl:variable name="presents" select="$jury/d:membre[@present = 'oui']"/>

  <xsl:template match="*" mode="pronom">
    <xsl:apply-templates select="." mode="accord">
      <xsl:with-param name="masculin" select="'il'"/><xsl:with-param name="feminin" select="'elle'"/><xsl:with-param name="neutre" select="'il ou elle'"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="*" mode="role">
    <xsl:choose>
      <xsl:when test="@role = 'president'">
        <xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'président'"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="@role = 'suppleant'">
        <xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'suppléant'"/></xsl:apply-templates>
      </xsl:when>
      <xsl:when test="self::d:representant">pour le certificateur, sans voix</xsl:when>
      <xsl:when test="@role = 'secretaire'">secrétaire, sans voix</xsl:when>
      <xsl:otherwise>membre</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="presence-membre">
    <xsl:choose>
      <xsl:when test="self::d:representant">–</xsl:when>
      <xsl:when test="@present = 'oui'">
        <xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'présent'"/></xsl:apply-templates>
        <xsl:if test="@de != ''">, de <xsl:value-of select="f:heure(@de)"/></xsl:if>
        <xsl:if test="@a != ''">
          <xsl:choose><xsl:when test="@de != ''"> à </xsl:when><xsl:otherwise>, jusqu’à </xsl:otherwise></xsl:choose>
          <xsl:value-of select="f:heure(@a)"/>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'absent'"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="presence-candidat">
    <xsl:choose>
      <xsl:when test="@capitalisation = 'oui'">sur dossier, par capitalisation</xsl:when>
      <xsl:when test="@present = 'absent'"><xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'absent'"/></xsl:apply-templates></xsl:when>
      <xsl:when test="@present = 'excuse'"><xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'excusé'"/></xsl:apply-templates></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="accord"><xsl:with-param name="masculin" select="'présent'"/></xsl:apply-templates></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Of a row, its white apart: more where it is signed by hand than where the minutes repeat it. -->
  <xsl:variable name="hauteur-presence">
    <xsl:choose><xsl:when test="/d:dossier/@kind = 'emargement'">9mm</xsl:when><xsl:otherwise>6.75mm</xsl:otherwise></xsl:choose>
  </xsl:variable>

  <xsl:template name="emargement-jury">
    <xsl:param name="avant" select="'2.25mm'"/>
    <fo:block xsl:use-attribute-sets="titre-section" space-before="{$avant}">Jury</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Nom et fonction</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Présence</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Signature</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$attendus">
          <fo:table-row keep-together.within-page="always" height="{$hauteur-presence}">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <xsl:call-template name="marque-suite"/>
              <fo:block>
                <fo:inline font-weight="700"><xsl:apply-templates select="." mode="civil"/></fo:inline>
                <fo:inline xsl:use-attribute-sets="second">, <xsl:apply-templates select="." mode="role"/></fo:inline>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="presence-membre"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="emargement-candidats">
    <fo:block xsl:use-attribute-sets="titre-section">Candidats</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="proportional-column-width(8)"/>
      <fo:table-column column-width="proportional-column-width(4)"/>
      <fo:table-column column-width="proportional-column-width(7)"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite">
            <xsl:with-param name="titre"><xsl:choose><xsl:when test="$candidats/d:naissance">Nom, prénom et naissance</xsl:when><xsl:otherwise>Nom, prénom et dossier</xsl:otherwise></xsl:choose></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Présence</xsl:with-param></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Signature</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$candidats">
          <f:partie>
            <fo:table-row keep-together.within-page="always" height="{$hauteur-presence}">
              <xsl:call-template name="pas-seule"/>
              <fo:table-cell xsl:use-attribute-sets="cellule">
                <xsl:call-template name="marque-suite"/>
                <fo:block>
                  <fo:inline font-weight="700"><xsl:apply-templates select="." mode="nom-prenom"/></fo:inline>
                  <fo:inline xsl:use-attribute-sets="second">
                    <xsl:text>, </xsl:text>
                    <xsl:choose>
                      <xsl:when test="d:naissance"><xsl:apply-templates select="." mode="naissance"/></xsl:when>
                      <xsl:otherwise>dossier <xsl:value-of select="@id"/></xsl:otherwise>
                    </xsl:choose>
                  </fo:inline>
                </fo:block>
              </fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="presence-candidat"/></fo:block></fo:table-cell>
              <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
            </fo:table-row>
          </f:partie>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- Composition and quorum, in sentences. -->
  <xsl:template name="phrase-composition">
    <xsl:variable name="p" select="number($jury/@presents)"/>
    <xsl:variable name="e" select="number($jury/@externes)"/>
    <xsl:choose>
      <xsl:when test="$p = $jury/@membres">Les <xsl:value-of select="f:en-lettres($p)"/> membres du jury sont présents</xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="en-majuscule"><xsl:with-param name="texte" select="f:en-lettres($p)"/></xsl:call-template>
        <xsl:text> membres sur </xsl:text><xsl:value-of select="f:en-lettres($jury/@membres)"/><xsl:text> sont présents</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$jury/@membres-min != ''">, pour un minimum de <xsl:value-of select="f:en-lettres($jury/@membres-min)"/></xsl:if>
    <xsl:text>. </xsl:text>
    <xsl:choose>
      <xsl:when test="$e = 0">Aucun membre présent n’est extérieur au certificateur</xsl:when>
      <xsl:when test="$e = $p">Tous les membres présents sont extérieurs au certificateur</xsl:when>
      <xsl:when test="$e = 1">Un membre présent sur <xsl:value-of select="f:en-lettres($p)"/> est extérieur au certificateur</xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="en-majuscule"><xsl:with-param name="texte" select="f:en-lettres($e)"/></xsl:call-template>
        <xsl:text> membres présents sur </xsl:text><xsl:value-of select="f:en-lettres($p)"/><xsl:text> sont extérieurs au certificateur</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$jury/@externes-min != ''">
      <xsl:text>, pour un minimum de </xsl:text><xsl:value-of select="f:typo($jury/@externes-min)"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$jury/@paritaire = 'oui'">&#8239;; les collèges siègent à parité</xsl:when>
      <xsl:when test="$jury/@paritaire = 'non'">&#8239;; les collèges ne siègent pas en nombre égal</xsl:when>
    </xsl:choose>
    <xsl:text>. </xsl:text>
    <xsl:if test="$jury/@membres-min = '' or not($jury/@membres-min) or $p &gt;= $jury/@membres-min">
      <xsl:variable name="president" select="$presents[@role = 'president'][1]"/>
      <!-- A quorum is said to be reached only where there is one. -->
      <xsl:choose>
        <xsl:when test="$jury/@membres-min != ''">Le quorum étant atteint, </xsl:when>
        <xsl:otherwise>Le référentiel ne fixant pas de quorum, </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="$president">
          <xsl:apply-templates select="$president" mode="accord">
            <xsl:with-param name="masculin" select="'le président déclare'"/><xsl:with-param name="feminin" select="'la présidente déclare'"/>
            <xsl:with-param name="neutre" select="'la présidence déclare'"/>
          </xsl:apply-templates>
          <xsl:text> que le jury peut valablement délibérer.</xsl:text>
        </xsl:when>
        <xsl:otherwise>le jury peut valablement délibérer.</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
