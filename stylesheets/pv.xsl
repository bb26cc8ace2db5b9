<?xml version="1.0" encoding="UTF-8"?>
<!-- The minutes of the jury: the act itself, then two annexes, the attendance sheet and the decisions competence by competence. Portrait;
     landscape where there are more than five blocs. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" xmlns:exsl="http://exslt.org/common" extension-element-prefixes="f" exclude-result-prefixes="d f exsl">

  <xsl:import href="detail.xsl"/>

  <xsl:variable name="pv" select="/d:dossier"/>
  <xsl:variable name="blocs" select="$pv/d:bloc"/>
  <xsl:variable name="effectifs" select="$pv/d:effectifs"/>
  <!-- One column for each bloc; where they are many, on a page turned; where they are too many, one cell that says them by state. -->
  <xsl:variable name="en-lignes" select="count($blocs) &gt; 8"/>
  <xsl:variable name="paysage" select="count($blocs) &gt; 5 and not($en-lignes)"/>
  <xsl:variable name="en-colonnes" select="$blocs[not($en-lignes)]"/>

  <!-- Candidates about whom something unfavourable was decided, or not decided. -->
  <xsl:variable name="defavorables" select="$candidats[d:fraude or d:bloc[@etat = 'non-valide' or @etat = 'entretien-requis' or @etat = 'sursis']
    or d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee'] or @certification = 'sursis']"/>
  <xsl:variable name="ecarts" select="$candidats[.//d:competence[@ecart = 'oui']]"/>
  <xsl:variable name="avis" select="$candidats[.//d:avis-entreprise]"/>

  <xsl:template match="/d:dossier">
    <fo:root xml:lang="fr" xsl:use-attribute-sets="texte">
      <xsl:call-template name="gabarits"><xsl:with-param name="paysage" select="$paysage"/></xsl:call-template>
      <fo:page-sequence master-reference="document" id="document">
        <fo:title>Procès-verbal de délibération du jury<xsl:if test="$numero != ''">, n°&#160;<xsl:value-of select="$numero"/></xsl:if></fo:title>
        <fo:static-content flow-name="tete">
          <xsl:call-template name="tete">
            <xsl:with-param name="gauche">Procès-verbal n°&#160;<xsl:value-of select="$numero"/></xsl:with-param>
            <xsl:with-param name="droite">Jury du <xsl:value-of select="f:date-longue($session/@date)"/></xsl:with-param>
          </xsl:call-template>
        </fo:static-content>
        <fo:static-content flow-name="pied"><xsl:call-template name="pied-pv"/></fo:static-content>
        <fo:static-content flow-name="xsl-footnote-separator">
          <fo:block role="Artifact" line-height="3mm" font-size="2pt"><fo:leader leader-pattern="rule" leader-length="25mm" rule-thickness="0.35pt" color="{$filet}"/></fo:block>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="ouverture-pv"/>
          <xsl:call-template name="composition"/>
          <xsl:apply-templates select="d:commission"/>
          <xsl:call-template name="modalites"/>
          <xsl:call-template name="resultats"/>
          <xsl:call-template name="decisions-defavorables"/>
          <xsl:call-template name="ecarts"/>
          <xsl:call-template name="avis-entreprises"/>
          <xsl:call-template name="aleas"/>
          <!-- What is signed stands with the totals, where one page holds both. -->
          <fo:block>
            <xsl:if test="$hauteur-fin &lt;= 250 - 90 * number($paysage)">
              <xsl:attribute name="keep-together.within-page">always</xsl:attribute>
            </xsl:if>
            <xsl:call-template name="totaux"/>
            <xsl:call-template name="cloture"/>
          </fo:block>
          <xsl:call-template name="annexe-emargement"/>
          <xsl:call-template name="annexe-detail"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:template name="pied-pv">
    <xsl:call-template name="pied">
      <xsl:with-param name="paysage" select="$paysage"/>
      <xsl:with-param name="gauche">
        <xsl:text>PV&#160;</xsl:text><xsl:value-of select="$numero"/>
        <xsl:if test="$session/@revision &gt; 1"><xsl:text>, révision&#160;</xsl:text><xsl:value-of select="$session/@revision"/></xsl:if>
        <xsl:choose>
          <xsl:when test="string-length($intitule) &lt;= 44"><xsl:value-of select="concat(' · ', $type-court, ' ', $intitule)"/></xsl:when>
          <xsl:when test="$certification/d:enregistrement/@code != ''"> · <xsl:value-of select="$certification/d:enregistrement/@code"/></xsl:when>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="droite">
        <xsl:text>Paraphes </xsl:text><fo:leader leader-pattern="dots" leader-length="28mm"/><xsl:text>&#160;&#160;</xsl:text>
        <xsl:call-template name="page-sur"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ===== Opening ===== -->

  <xsl:template name="ouverture-pv">
    <xsl:call-template name="ouverture">
      <xsl:with-param name="titre">Procès-verbal de délibération du jury</xsl:with-param>
      <xsl:with-param name="reference">
        <fo:block>
          <xsl:text>PV n°&#160;</xsl:text><xsl:value-of select="$numero"/>
          <xsl:text> · révision&#160;</xsl:text><xsl:value-of select="$session/@revision"/>
        </fo:block>
        <fo:block><xsl:value-of select="f:nom($session/@lieu)"/>, le&#160;<xsl:value-of select="f:date-longue($session/@date)"/></fo:block>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="revision"/>
    <xsl:call-template name="faits"><xsl:with-param name="faits"><xsl:call-template name="faits-pv"/></xsl:with-param></xsl:call-template>
  </xsl:template>

  <!-- Why there is a revision, and which parchments it withdraws. -->
  <xsl:template name="revision">
    <xsl:if test="$session/@revision &gt; 1">
      <fo:block space-after="4.5mm" start-indent="4mm" border-start-style="solid" border-start-width="1.6pt" border-start-color="{$metal}" padding-start="3mm">
        <fo:block role="P">
          <fo:inline font-weight="700">Révision&#160;<xsl:value-of select="$session/@revision"/></fo:inline>
          <xsl:text>, qui annule et remplace la précédente</xsl:text>
          <xsl:choose>
            <xsl:when test="$session/d:motif/@nature = 'erreur-materielle'"> pour rectifier une erreur matérielle</xsl:when>
            <xsl:when test="$session/d:motif/@nature = 'nouvelle-deliberation'"> après une nouvelle délibération</xsl:when>
            <xsl:when test="$session/d:motif/@nature = 'recours'"> à la suite d’un recours</xsl:when>
            <xsl:when test="$session/d:motif/@nature = 'fraude'"> à la suite d’une fraude</xsl:when>
          </xsl:choose>
          <xsl:text>. </xsl:text>
          <xsl:value-of select="f:typo($session/d:motif)"/>
        </fo:block>
        <xsl:if test="$session/d:retrait">
          <fo:block role="P">
            <xsl:choose>
              <xsl:when test="count($session/d:retrait) = 1">Parchemin retiré&#160;: </xsl:when>
              <xsl:otherwise>Parchemins retirés&#160;: </xsl:otherwise>
            </xsl:choose>
            <xsl:for-each select="$session/d:retrait">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <xsl:text>n°&#160;</xsl:text><xsl:value-of select="@numero"/>
              <xsl:if test="@date != ''"><xsl:text> (le </xsl:text><xsl:value-of select="f:date-longue(@date)"/><xsl:text>)</xsl:text></xsl:if>
            </xsl:for-each>
            <xsl:text>.</xsl:text>
          </fo:block>
        </xsl:if>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="faits-pv">
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
      <xsl:with-param name="nom">Présidence</xsl:with-param>
      <xsl:with-param name="valeur">
        <xsl:for-each select="$presents[@role = 'president'][1]">
          <xsl:apply-templates select="." mode="civil"/>
          <xsl:apply-templates select="." mode="qualite"/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fait">
      <xsl:with-param name="nom">Candidats</xsl:with-param>
      <xsl:with-param name="valeur"><xsl:call-template name="presences"/></xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$pv/d:voie">
      <xsl:call-template name="fait">
        <xsl:with-param name="nom">Voies d’accès</xsl:with-param>
        <xsl:with-param name="valeur">
          <xsl:for-each select="$pv/d:voie">
            <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
            <xsl:value-of select="f:typo(@libelle)"/>
            <xsl:text>&#160;: </xsl:text><xsl:value-of select="@inscrits"/>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- quatre (4) inscrits, trois (3) présents, un (1) excusé, aucun absent -->
  <xsl:template name="presences">
    <xsl:call-template name="combien"><xsl:with-param name="n" select="$effectifs/@inscrits"/><xsl:with-param name="mot" select="'inscrit'"/></xsl:call-template>
    <xsl:text>, </xsl:text>
    <xsl:call-template name="combien"><xsl:with-param name="n" select="$effectifs/@presents"/><xsl:with-param name="mot" select="'présent'"/></xsl:call-template>
    <xsl:text>, </xsl:text>
    <xsl:call-template name="combien"><xsl:with-param name="n" select="$effectifs/@absents"/><xsl:with-param name="mot" select="'absent'"/></xsl:call-template>
    <xsl:text>, </xsl:text>
    <xsl:call-template name="combien"><xsl:with-param name="n" select="$effectifs/@excuses"/><xsl:with-param name="mot" select="'excusé'"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="combien">
    <xsl:param name="n"/>
    <xsl:param name="mot"/>
    <xsl:choose>
      <xsl:when test="number($n) = 0">aucun <xsl:value-of select="$mot"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="f:en-lettres($n)"/><xsl:text> (</xsl:text><xsl:value-of select="$n"/><xsl:text>) </xsl:text>
        <xsl:value-of select="$mot"/>
        <xsl:if test="$n &gt; 1">s</xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Sections are numbered as they come: those that have nothing to say are not there. -->
  <xsl:template name="section">
    <xsl:param name="rang"/>
    <xsl:param name="titre"/>
    <fo:block xsl:use-attribute-sets="titre-section"><xsl:value-of select="$rang"/>. <xsl:value-of select="$titre"/></fo:block>
  </xsl:template>

  <xsl:variable name="rang-modalites" select="2 + number(boolean($pv/d:commission))"/>
  <xsl:variable name="rang-defavorables" select="$rang-modalites + 2"/>
  <xsl:variable name="rang-ecarts" select="$rang-defavorables + number(boolean($ecarts))"/>
  <xsl:variable name="rang-avis" select="$rang-ecarts + number(boolean($avis))"/>

  <!-- ===== 1. Composition ===== -->

  <!-- A jury without colleges has no column for them. -->
  <xsl:variable name="colleges" select="boolean($jury/d:membre[@college != ''])"/>

  <xsl:template name="composition">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="1"/>
      <xsl:with-param name="titre">Composition du jury</xsl:with-param>
    </xsl:call-template>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="proportional-column-width(37)"/>
      <fo:table-column>
        <xsl:attribute name="column-width">proportional-column-width(<xsl:value-of select="49 - 16 * $colleges"/>)</xsl:attribute>
      </fo:table-column>
      <xsl:if test="$colleges"><fo:table-column column-width="proportional-column-width(16)"/></xsl:if>
      <fo:table-column column-width="proportional-column-width(13)"/>
      <fo:table-column column-width="proportional-column-width(24)"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Nom et fonction</xsl:with-param></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Qualité</fo:block></fo:table-cell>
          <xsl:if test="$colleges"><fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Collège</fo:block></fo:table-cell></xsl:if>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Extérieur</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Présence</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$jury/d:membre"><xsl:call-template name="ligne-membre"/></xsl:for-each>
      </fo:table-body>
    </fo:table>
    <fo:block xsl:use-attribute-sets="paragraphe" role="P"><xsl:call-template name="phrase-composition"/></fo:block>
    <xsl:for-each select="$jury/d:representant">
      <fo:block xsl:use-attribute-sets="paragraphe" role="P">
        <xsl:apply-templates select="." mode="civil"/>
        <xsl:apply-templates select="." mode="qualite"/><xsl:if test="d:qualite != ''">,</xsl:if>
        <xsl:text> représente le certificateur&#160;: </xsl:text>
        <xsl:apply-templates select="." mode="pronom"/>
        <xsl:text> atteste et ne vote pas.</xsl:text>
      </fo:block>
    </xsl:for-each>
    <xsl:call-template name="deports"/>
  </xsl:template>

  <!-- The colleges that référentiels name without accents. -->
  <xsl:template name="college">
    <xsl:choose>
      <xsl:when test="@college = 'employeurs'">employeurs</xsl:when>
      <xsl:when test="@college = 'salaries'">salariés</xsl:when>
      <xsl:when test="not(@college) or @college = ''">–</xsl:when>
      <xsl:otherwise><xsl:value-of select="f:typo(translate(@college, '-', ' '))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="ligne-membre">
    <fo:table-row keep-together.within-page="always">
      <xsl:call-template name="pas-seule"/>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <xsl:call-template name="marque-suite"/>
        <fo:block font-weight="700"><xsl:apply-templates select="." mode="civil"/></fo:block>
        <fo:block xsl:use-attribute-sets="second"><xsl:apply-templates select="." mode="role"/></fo:block>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <fo:block><xsl:value-of select="f:typo(d:qualite)"/></fo:block>
        <xsl:if test="@designation != ''">
          <fo:block xsl:use-attribute-sets="second">
            <xsl:if test="not(contains(@designation, 'ésign') or contains(@designation, 'écision'))">désignation&#160;: </xsl:if>
            <xsl:value-of select="f:typo(@designation)"/>
          </fo:block>
        </xsl:if>
      </fo:table-cell>
      <xsl:if test="$colleges"><fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="college"/></fo:block></fo:table-cell></xsl:if>
      <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="@externe"/></fo:block></fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:call-template name="presence-membre"/></fo:block></fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="nature-lien">
    <xsl:choose>
      <xsl:when test="@nature = 'formateur'">formateur</xsl:when>
      <xsl:when test="@nature = 'tuteur'">tuteur</xsl:when>
      <xsl:when test="@nature = 'accompagnateur-vae'">accompagnement en VAE</xsl:when>
      <xsl:when test="@nature = 'hierarchique'">lien hiérarchique</xsl:when>
      <xsl:when test="@nature = 'professionnel'">lien professionnel</xsl:when>
      <xsl:when test="@nature = 'famille'">lien familial</xsl:when>
      <xsl:otherwise><xsl:value-of select="@nature"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="d:deport | d:lien" mode="candidat">
    <xsl:if test="@civilite != ''"><xsl:value-of select="@civilite"/><xsl:text>&#160;</xsl:text></xsl:if>
    <xsl:value-of select="f:nom(@prenom)"/><xsl:text> </xsl:text><xsl:value-of select="f:capitales(@nom)"/>
  </xsl:template>

  <xsl:template name="deports">
    <xsl:choose>
      <xsl:when test="$jury/d:membre[d:deport or d:lien]">
        <xsl:for-each select="$jury/d:membre/d:deport">
          <fo:block xsl:use-attribute-sets="paragraphe" role="P">
            <fo:inline font-weight="700">Déport. </fo:inline>
            <xsl:apply-templates select=".." mode="civil"/> n’a pas pris part à l’évaluation ni au vote concernant <xsl:apply-templates select="." mode="candidat"/>
            <xsl:text> (</xsl:text><xsl:call-template name="nature-lien"/><xsl:text>).</xsl:text>
          </fo:block>
        </xsl:for-each>
        <xsl:for-each select="$jury/d:membre/d:lien">
          <fo:block xsl:use-attribute-sets="paragraphe" role="P">
            <fo:inline font-weight="700">Lien déclaré. </fo:inline>
            <xsl:apply-templates select=".." mode="civil"/> déclare un lien avec <xsl:apply-templates select="." mode="candidat"/>
            <xsl:text> (</xsl:text><xsl:call-template name="nature-lien"/><xsl:text>)</xsl:text>
            <xsl:if test="@evalue = 'non'">, qui n’a pas été évalué<xsl:choose><xsl:when test="@civilite = 'Mme'">e</xsl:when><xsl:when test="@civilite != 'M.'">(e)</xsl:when></xsl:choose></xsl:if>
            <xsl:text>.</xsl:text>
          </fo:block>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <fo:block xsl:use-attribute-sets="paragraphe" role="P">Aucun membre n’a déclaré de lien avec un candidat&#8239;; il n’y a pas eu de déport.</fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== 2. Commission ===== -->

  <xsl:template match="d:commission">
    <xsl:if test="position() = 1">
      <xsl:call-template name="section">
        <xsl:with-param name="rang" select="2"/>
        <xsl:with-param name="titre">Commission d’évaluation</xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <fo:block xsl:use-attribute-sets="paragraphe" role="P">
      <xsl:text>La commission</xsl:text>
      <xsl:if test="count(../d:commission) &gt; 1"><xsl:text> </xsl:text><xsl:value-of select="@id"/></xsl:if>
      <xsl:text> s’est réunie</xsl:text>
      <xsl:if test="@date != ''"> le&#160;<xsl:value-of select="f:date-longue(@date)"/></xsl:if>
      <xsl:if test="@lieu != ''"> à <xsl:value-of select="f:nom(@lieu)"/></xsl:if>
      <xsl:text>&#160;: </xsl:text>
      <xsl:for-each select="d:membre">
        <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
        <xsl:apply-templates select="." mode="civil"/>
        <xsl:apply-templates select="." mode="qualite"/>
        <xsl:if test="@role = 'president'"> (<xsl:apply-templates select="." mode="role"/>)</xsl:if>
      </xsl:for-each>
      <xsl:text>.</xsl:text>
      <xsl:if test="not(following-sibling::d:commission)"> La commission propose&#8239;; le jury décide.</xsl:if>
    </fo:block>
  </xsl:template>

  <!-- ===== Modalities ===== -->

  <!-- What each bloc is judged by, one line a bloc: blocs judged alike are said once. -->
  <xsl:variable name="modalites-d-un-autre">
    <xsl:variable name="premier">
      <xsl:call-template name="signature-modalites"><xsl:with-param name="bloc" select="$blocs[1]/@id"/></xsl:call-template>
    </xsl:variable>
    <xsl:for-each select="$blocs">
      <xsl:variable name="celui-ci"><xsl:call-template name="signature-modalites"><xsl:with-param name="bloc" select="@id"/></xsl:call-template></xsl:variable>
      <xsl:if test="string($celui-ci) != string($premier)">non</xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="memes-modalites" select="count($blocs) &gt; 1 and $pv/d:modalite/@bloc and string($modalites-d-un-autre) = ''"/>

  <xsl:template name="signature-modalites">
    <xsl:param name="bloc"/>
    <xsl:for-each select="$pv/d:modalite[@bloc = $bloc]"><xsl:value-of select="concat(d:libelle, '|', @voies, '|', @minutes, '|')"/></xsl:for-each>
  </xsl:template>

  <xsl:template name="modalites">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="$rang-modalites"/>
      <xsl:with-param name="titre">Modalités d’évaluation mises en œuvre</xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$memes-modalites">
      <fo:block role="P">
        <fo:inline font-weight="700">
          <xsl:text>Blocs&#160;</xsl:text><xsl:value-of select="$blocs[1]/@numero"/>
          <xsl:choose><xsl:when test="count($blocs) = 2"> et&#160;</xsl:when><xsl:otherwise> à&#160;</xsl:otherwise></xsl:choose>
          <xsl:value-of select="$blocs[last()]/@numero"/>
        </fo:inline>
        <xsl:text>, pour chacun&#160;: </xsl:text>
        <xsl:call-template name="liste-modalites"><xsl:with-param name="modalites" select="$pv/d:modalite[@bloc = $blocs[1]/@id]"/></xsl:call-template>
        <xsl:text>.</xsl:text>
      </fo:block>
    </xsl:if>
    <xsl:for-each select="$blocs[not($memes-modalites)]">
      <xsl:variable name="id" select="@id"/>
      <fo:block role="P" start-indent="18mm" text-indent="-18mm">
        <fo:inline font-weight="700">Bloc&#160;<xsl:value-of select="@numero"/></fo:inline>
        <xsl:text>, </xsl:text>
        <xsl:value-of select="f:typo(d:intitule)"/>
        <xsl:if test="$pv/d:modalite[@bloc = $id]">
          <xsl:text>&#160;: </xsl:text>
          <xsl:call-template name="liste-modalites"><xsl:with-param name="modalites" select="$pv/d:modalite[@bloc = $id]"/></xsl:call-template>
        </xsl:if>
        <xsl:text>.</xsl:text>
      </fo:block>
    </xsl:for-each>
    <xsl:if test="not($blocs)">
      <fo:block role="P">
        <xsl:call-template name="liste-modalites"><xsl:with-param name="modalites" select="$pv/d:modalite"/></xsl:call-template>
        <xsl:text>.</xsl:text>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="liste-modalites">
    <xsl:param name="modalites"/>
    <xsl:for-each select="$modalites">
      <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
      <fo:inline font-style="italic"><xsl:value-of select="f:typo(d:libelle)"/></fo:inline>
      <xsl:if test="@minutes != ''"> (<xsl:call-template name="minutes"/>)</xsl:if>
      <xsl:variable name="voies" select="concat(' ', @voies, ' ')"/>
      <xsl:variable name="visees" select="$pv/d:voie[contains($voies, concat(' ', @code, ' '))]"/>
      <xsl:if test="@voies != '' and count($visees) &lt; count($pv/d:voie)">
        <xsl:for-each select="$visees">
          <xsl:choose>
            <xsl:when test="@vae = 'oui'">, en VAE</xsl:when>
            <xsl:otherwise>
              <xsl:text>, voie «&#8239;</xsl:text>
              <xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(@libelle)"/></xsl:call-template>
              <xsl:text>&#8239;»</xsl:text>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- ===== Results ===== -->

  <xsl:template name="resultats">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="$rang-modalites + 1"/>
      <xsl:with-param name="titre">Résultats</xsl:with-param>
    </xsl:call-template>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="proportional-column-width(44)"/>
      <fo:table-column column-width="21mm"/>
      <fo:table-column column-width="24mm"/>
      <xsl:for-each select="$en-colonnes">
        <fo:table-column>
          <xsl:attribute name="column-width"><xsl:choose><xsl:when test="count($blocs) &gt; 7">14mm</xsl:when><xsl:when test="count($blocs) &gt; 3">15.5mm</xsl:when><xsl:otherwise>18mm</xsl:otherwise></xsl:choose></xsl:attribute>
        </fo:table-column>
      </xsl:for-each>
      <xsl:if test="not($blocs)"><fo:table-column column-width="26mm"/></xsl:if>
      <xsl:if test="$en-lignes"><fo:table-column column-width="proportional-column-width(60)"/></xsl:if>
      <fo:table-column column-width="proportional-column-width(30)"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Candidat</xsl:with-param></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Naissance</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Voie et visée</fo:block></fo:table-cell>
          <xsl:for-each select="$en-colonnes">
            <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Bloc&#160;<xsl:value-of select="@numero"/></fo:block></fo:table-cell>
          </xsl:for-each>
          <xsl:if test="not($blocs)"><fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Compétences</fo:block></fo:table-cell></xsl:if>
          <xsl:if test="$en-lignes"><fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Blocs</fo:block></fo:table-cell></xsl:if>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Décision du jury</fo:block></fo:table-cell>
        </fo:table-row>
        <xsl:if test="$avec-reports">
          <xsl:call-template name="ligne-reports"><xsl:with-param name="classe">report</xsl:with-param><xsl:with-param name="position">first-starting</xsl:with-param></xsl:call-template>
        </xsl:if>
      </fo:table-header>
      <xsl:if test="$avec-reports">
        <fo:table-footer>
          <xsl:call-template name="ligne-reports"><xsl:with-param name="classe">a-reporter</xsl:with-param><xsl:with-param name="position">last-starting</xsl:with-param></xsl:call-template>
        </fo:table-footer>
      </xsl:if>
      <fo:table-body>
        <xsl:for-each select="$candidats"><f:partie><xsl:call-template name="ligne-resultat"/></f:partie></xsl:for-each>
      </fo:table-body>
    </fo:table>
    <xsl:if test="$blocs">
      <fo:block xsl:use-attribute-sets="second" space-before="1.5mm" role="P" keep-together.within-page="always" keep-with-previous.within-page="always"><xsl:call-template name="legende"/></fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Where the table may go over pages, each ends with what is to be carried over and the next begins with it; the last has the total.
       The first has no sums to begin with: there, how to read the table. -->
  <xsl:variable name="avec-reports" select="count($candidats) &gt; 4"/>

  <xsl:template name="ligne-reports">
    <xsl:param name="classe"/>
    <xsl:param name="position"/>
    <fo:table-row>
      <xsl:call-template name="case-report">
        <xsl:with-param name="classe" select="$classe"/><xsl:with-param name="position" select="$position"/><xsl:with-param name="colonnes" select="3"/>
      </xsl:call-template>
      <xsl:for-each select="$en-colonnes">
        <xsl:call-template name="case-report">
          <xsl:with-param name="classe" select="concat($classe, '-', position())"/><xsl:with-param name="position" select="$position"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:if test="$en-lignes or not($blocs)">
        <xsl:call-template name="case-report">
          <xsl:with-param name="classe" select="concat($classe, '-blocs')"/><xsl:with-param name="position" select="$position"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:call-template name="case-report">
        <xsl:with-param name="classe" select="concat($classe, '-decision')"/><xsl:with-param name="position" select="$position"/>
      </xsl:call-template>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="case-report">
    <xsl:param name="classe"/>
    <xsl:param name="position"/>
    <xsl:param name="colonnes" select="1"/>
    <fo:table-cell xsl:use-attribute-sets="cellule" number-columns-spanned="{$colonnes}" color="{$gris}">
      <fo:block>
        <fo:retrieve-table-marker retrieve-class-name="{$classe}" retrieve-position-within-table="{$position}" retrieve-boundary-within-table="table-fragment"/>
      </fo:block>
    </fo:table-cell>
  </xsl:template>

  <!-- What this candidate's row would begin a page with, and end it with. -->
  <xsl:template name="reports">
    <xsl:variable name="avant" select="preceding-sibling::d:candidat[1]"/>
    <fo:marker marker-class-name="report">
      <xsl:choose>
        <xsl:when test="$avant"><xsl:call-template name="libelle-report"><xsl:with-param name="mot">Report</xsl:with-param><xsl:with-param name="rang" select="position() - 1"/></xsl:call-template></xsl:when>
        <xsl:otherwise>
          <xsl:text>dans l’ordre des noms de naissance</xsl:text>
          <xsl:if test="$en-colonnes and $candidats/d:bloc[@etat = 'non-presente']">&#8239;; –&#160;: bloc non présenté</xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </fo:marker>
    <xsl:call-template name="sommes"><xsl:with-param name="classe">report</xsl:with-param><xsl:with-param name="de" select="$avant"/></xsl:call-template>
    <fo:marker marker-class-name="a-reporter">
      <xsl:call-template name="libelle-report">
        <xsl:with-param name="mot"><xsl:choose><xsl:when test="position() = last()">Total</xsl:when><xsl:otherwise>À reporter</xsl:otherwise></xsl:choose></xsl:with-param>
        <xsl:with-param name="rang" select="position()"/>
      </xsl:call-template>
    </fo:marker>
    <xsl:call-template name="sommes"><xsl:with-param name="classe">a-reporter</xsl:with-param><xsl:with-param name="de" select="."/></xsl:call-template>
  </xsl:template>

  <xsl:template name="libelle-report">
    <xsl:param name="mot"/>
    <xsl:param name="rang"/>
    <fo:inline font-weight="700" color="{$encre}"><xsl:value-of select="$mot"/></fo:inline>
    <xsl:text>&#160;: </xsl:text>
    <xsl:value-of select="f:nombre-accord($rang, 'candidat', 'candidats')"/>
    <xsl:if test="$en-colonnes">&#8239;; blocs validés</xsl:if>
  </xsl:template>

  <xsl:template name="sommes">
    <xsl:param name="classe"/>
    <xsl:param name="de"/>
    <xsl:if test="$en-colonnes">
      <!-- Of none before the first: the marker is there, and empty. -->
      <xsl:for-each select="d:bloc">
        <xsl:variable name="rang" select="position()"/>
        <fo:marker marker-class-name="{$classe}-{$rang}"><fo:inline font-weight="700" color="{$encre}"><xsl:value-of select="$de/d:bloc[$rang]/@cumul"/></fo:inline></fo:marker>
      </xsl:for-each>
    </xsl:if>
    <xsl:if test="$en-lignes">
      <fo:marker marker-class-name="{$classe}-blocs"><xsl:choose>
        <xsl:when test="not($de)"/>
        <xsl:when test="$de/@cumul-blocs = 0">aucun bloc validé</xsl:when>
        <xsl:otherwise><xsl:value-of select="f:nombre-accord($de/@cumul-blocs, 'bloc validé', 'blocs validés')"/></xsl:otherwise>
      </xsl:choose></fo:marker>
    </xsl:if>
    <fo:marker marker-class-name="{$classe}-decision"><xsl:choose>
      <xsl:when test="not($de)"/>
      <xsl:when test="$de/@cumul = 0">0 certification</xsl:when>
      <!-- A number of four digits may stand above its word: the column is for words of decisions. -->
      <xsl:otherwise><xsl:value-of select="translate(f:nombre-accord($de/@cumul, 'certification', 'certifications'), substring('&#160;', 1, $de/@cumul &gt; 999), ' ')"/></xsl:otherwise>
    </xsl:choose></fo:marker>
  </xsl:template>

  <xsl:template name="ligne-resultat">
    <xsl:variable name="candidat" select="."/>
    <fo:table-row keep-together.within-page="always">
      <xsl:call-template name="pas-seule"/>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <xsl:call-template name="marque-suite"/>
        <xsl:if test="$avec-reports"><xsl:call-template name="reports"/></xsl:if>
        <fo:block font-weight="700"><xsl:apply-templates select="." mode="nom-prenom"/></fo:block>
        <xsl:if test="d:nom-usage != ''">
          <fo:block xsl:use-attribute-sets="second">usage&#160;: <xsl:value-of select="f:capitales(d:nom-usage)"/></fo:block>
        </xsl:if>
        <xsl:if test="d:organisme != ''">
          <fo:block xsl:use-attribute-sets="second"><xsl:value-of select="f:typo(d:organisme)"/></fo:block>
        </xsl:if>
      </fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="f:date-courte(d:naissance/@date)"/></fo:block></fo:table-cell>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <fo:block><xsl:call-template name="voie"/></fo:block>
        <fo:block xsl:use-attribute-sets="second"><xsl:call-template name="visee"/></fo:block>
      </fo:table-cell>
      <xsl:for-each select="$en-colonnes">
        <fo:table-cell xsl:use-attribute-sets="cellule">
          <xsl:call-template name="case-bloc"><xsl:with-param name="bloc" select="$candidat/d:bloc[@ref = current()/@id]"/></xsl:call-template>
        </fo:table-cell>
      </xsl:for-each>
      <xsl:if test="$en-lignes">
        <fo:table-cell xsl:use-attribute-sets="cellule">
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">valide</xsl:with-param></xsl:call-template>
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">acquis-anterieurement</xsl:with-param></xsl:call-template>
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">non-valide</xsl:with-param></xsl:call-template>
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">entretien-requis</xsl:with-param></xsl:call-template>
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">sursis</xsl:with-param></xsl:call-template>
          <xsl:call-template name="blocs-par-etat"><xsl:with-param name="etat">non-presente</xsl:with-param></xsl:call-template>
        </fo:table-cell>
      </xsl:if>
      <xsl:if test="not($blocs)">
        <fo:table-cell xsl:use-attribute-sets="cellule">
          <fo:block>
            <xsl:choose>
              <xsl:when test="d:competence">
                <xsl:value-of select="count(d:competence[starts-with(@resultat, 'acquise')])"/>
                <xsl:text> sur </xsl:text><xsl:value-of select="count(d:competence)"/>
              </xsl:when>
              <xsl:otherwise>–</xsl:otherwise>
            </xsl:choose>
          </fo:block>
        </fo:table-cell>
      </xsl:if>
      <fo:table-cell xsl:use-attribute-sets="cellule">
        <fo:block>
          <xsl:if test="@certification = 'obtenue'"><xsl:attribute name="font-weight">700</xsl:attribute></xsl:if>
          <xsl:value-of select="f:typo(@decision)"/>
          <xsl:if test="d:bloc[@perime-le] or .//d:competence[@ecart = 'oui']"><xsl:call-template name="note"/></xsl:if>
        </fo:block>
      </fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <!-- At the foot of the page, what a reader of the row would ask: why a bloc that was acquired does not count, where the jury decided
       otherwise than it was proposed. -->
  <xsl:variable name="annotes" select="$candidats[d:bloc[@perime-le] or .//d:competence[@ecart = 'oui']]"/>

  <!-- The number of each of their notes, found by a key: counting those before it each time takes their number squared. -->
  <xsl:variable name="rangs"><xsl:for-each select="$annotes"><rang de="{generate-id()}"><xsl:value-of select="position()"/></rang></xsl:for-each></xsl:variable>
  <xsl:key name="rang" match="rang" use="@de"/>

  <xsl:template name="note">
    <xsl:variable name="lui" select="generate-id()"/>
    <xsl:variable name="appel"><xsl:for-each select="exsl:node-set($rangs)"><xsl:value-of select="key('rang', $lui)"/></xsl:for-each></xsl:variable>
    <fo:footnote>
      <fo:inline font-size="6.5pt" font-weight="400" baseline-shift="super" line-height="0">&#8239;<xsl:value-of select="$appel"/></fo:inline>
      <fo:footnote-body>
        <fo:block xsl:use-attribute-sets="second" font-weight="400" start-indent="0mm" end-indent="0mm" text-align="start">
          <xsl:value-of select="$appel"/><xsl:text>. </xsl:text>
          <xsl:apply-templates select="." mode="nom-prenom"/><xsl:text>&#160;: </xsl:text>
          <xsl:for-each select="d:bloc[@perime-le]">
            <xsl:if test="position() &gt; 1">&#8239;; </xsl:if>
            <xsl:text>le bloc&#160;</xsl:text><xsl:value-of select="@numero"/>
            <xsl:text>, acquis le </xsl:text><xsl:value-of select="f:date-longue(@perime-acquis-le)"/>
            <xsl:text>, n’était valable que jusqu’au </xsl:text><xsl:value-of select="f:date-longue(@perime-le)"/>
          </xsl:for-each>
          <xsl:if test=".//d:competence[@ecart = 'oui']">
            <xsl:if test="d:bloc[@perime-le]">&#8239;; </xsl:if>
            <xsl:text>le jury s’écarte de l’avis de la commission sur </xsl:text>
            <xsl:for-each select=".//d:competence[@ecart = 'oui']">
              <xsl:choose>
                <xsl:when test="position() = 1"/>
                <xsl:when test="position() = last()"> et </xsl:when>
                <xsl:otherwise>, </xsl:otherwise>
              </xsl:choose>
              <xsl:value-of select="@ref"/>
            </xsl:for-each>
            <xsl:text> (motifs au point&#160;</xsl:text><xsl:value-of select="$rang-ecarts"/><xsl:text>)</xsl:text>
          </xsl:if>
          <xsl:text>.</xsl:text>
        </fo:block>
      </fo:footnote-body>
    </fo:footnote>
  </xsl:template>

  <!-- The voie's code, as a word: the label stands among the facts, and in the legend where the code does not begin it. -->
  <!-- A label that fits the column is printed; for a longer one its code stands, which the legend explains. -->
  <xsl:variable name="libelle-court" select="22"/>

  <xsl:template name="voie">
    <xsl:choose>
      <xsl:when test="@vae = 'oui'">VAE</xsl:when>
      <xsl:when test="string-length(@voie-libelle) &lt;= $libelle-court"><xsl:value-of select="f:typo(@voie-libelle)"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="en-majuscule"><xsl:with-param name="texte" select="translate(@voie, '-', ' ')"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The sign above, its word below: a column of signs is read at a glance. -->
  <xsl:template name="case-bloc">
    <xsl:param name="bloc"/>
    <fo:block font-size="12pt">
      <!-- Where a word follows, it says all that the sign does. -->
      <xsl:if test="$bloc[@etat != 'non-presente']"><xsl:attribute name="role">artifact</xsl:attribute></xsl:if>
      <xsl:call-template name="signe"><xsl:with-param name="etat" select="string($bloc/@etat)"/></xsl:call-template>
    </fo:block>
    <fo:block font-size="7.2pt" line-height="3.375mm">
      <xsl:if test="$bloc/@etat != 'non-presente'"><xsl:call-template name="etat-bloc"><xsl:with-param name="etat" select="$bloc/@etat"/></xsl:call-template></xsl:if>
    </fo:block>
  </xsl:template>

  <!-- ● 1, 2 et 4 : validés -->
  <xsl:template name="blocs-par-etat">
    <xsl:param name="etat"/>
    <xsl:variable name="ceux" select="d:bloc[@etat = $etat]"/>
    <xsl:if test="$ceux">
      <fo:block>
        <xsl:call-template name="signe"><xsl:with-param name="etat" select="$etat"/></xsl:call-template>
        <xsl:text>&#160;</xsl:text>
        <xsl:call-template name="etat-bloc"><xsl:with-param name="etat" select="$etat"/></xsl:call-template>
        <xsl:if test="count($ceux) &gt; 1 and $etat != 'acquis-anterieurement' and not(contains($etat, 'requis'))">s</xsl:if>
        <xsl:text>&#160;: </xsl:text>
        <xsl:call-template name="rangs"><xsl:with-param name="blocs" select="$ceux"/></xsl:call-template>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="legende">
    <xsl:for-each select="$blocs">
      <xsl:text>Bloc&#160;</xsl:text><xsl:value-of select="@numero"/><xsl:text>&#160;: </xsl:text>
      <xsl:value-of select="f:typo(d:intitule)"/>
      <xsl:text>. </xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$pv/d:voie[@vae != 'oui' and string-length(@libelle) &gt; $libelle-court and not(starts-with(translate(@libelle, $capitales, $minuscules), translate(@code, $capitales, $minuscules)))]">
      <xsl:text>Voie «&#8239;</xsl:text><xsl:value-of select="translate(@code, '-', ' ')"/><xsl:text>&#8239;»&#160;: </xsl:text>
      <xsl:value-of select="f:typo(@libelle)"/><xsl:text>. </xsl:text>
    </xsl:for-each>
    <xsl:if test="$candidats/d:bloc[@etat = 'non-presente'] and not($avec-reports and $en-colonnes)">«&#8239;–&#8239;»&#160;: bloc non présenté. </xsl:if>
    <xsl:if test="$candidats/d:bloc[@etat = 'acquis-anterieurement']">
      <xsl:text>«&#8239;acquis&#8239;»&#160;: bloc obtenu avant cette session et toujours valable.</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- ===== Unfavourable decisions, with their reasons ===== -->

  <xsl:template name="decisions-defavorables">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="$rang-defavorables"/>
      <xsl:with-param name="titre">
        <xsl:choose>
          <xsl:when test="$defavorables[@certification = 'sursis' or d:bloc[@etat = 'entretien-requis' or @etat = 'sursis']]">Décisions défavorables ou différées, et leurs motifs</xsl:when>
          <xsl:otherwise>Décisions défavorables et leurs motifs</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:choose>
      <xsl:when test="$defavorables">
        <xsl:for-each select="$defavorables"><f:partie><xsl:call-template name="defavorable"/></f:partie></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><fo:block role="P">Le jury n’a pris aucune décision défavorable.</fo:block></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="defavorable">
    <fo:block xsl:use-attribute-sets="titre-mineur" role="H3">
      <xsl:if test="position() = 1"><xsl:attribute name="space-before">0mm</xsl:attribute></xsl:if>
      <xsl:apply-templates select="." mode="nom-prenom"/>
      <fo:inline font-weight="400"> — <xsl:value-of select="f:typo(@decision)"/></fo:inline>
    </fo:block>
    <xsl:for-each select="d:bloc[@etat = 'non-valide' or @etat = 'entretien-requis' or @etat = 'sursis']">
      <fo:block role="P" keep-with-next.within-page="always">
        <xsl:if test="not(d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee'])">
          <xsl:attribute name="keep-with-next.within-page">auto</xsl:attribute>
        </xsl:if>
        <xsl:call-template name="signe"><xsl:with-param name="etat" select="@etat"/></xsl:call-template>
        <xsl:text>&#160;Bloc&#160;</xsl:text><xsl:value-of select="@numero"/>
        <xsl:text>, </xsl:text><xsl:value-of select="f:typo(d:intitule)"/><xsl:text>&#160;: </xsl:text>
        <xsl:call-template name="etat-bloc"/>
        <xsl:text>.</xsl:text>
      </fo:block>
      <xsl:apply-templates select="d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee']" mode="motif"/>
    </xsl:for-each>
    <xsl:apply-templates select="d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee']" mode="motif"/>
    <xsl:for-each select="d:fraude"><xsl:call-template name="fraude"/></xsl:for-each>
  </xsl:template>

  <!-- ===== Where the jury departs from the commission; the companies' opinions ===== -->

  <xsl:template name="ecarts">
    <xsl:if test="$ecarts">
      <xsl:call-template name="section">
        <xsl:with-param name="rang" select="$rang-ecarts"/>
        <xsl:with-param name="titre">Écarts avec les propositions de la commission</xsl:with-param>
      </xsl:call-template>
      <xsl:for-each select="$ecarts"><xsl:apply-templates select=".//d:competence[@ecart = 'oui']" mode="ecart"/></xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="d:competence" mode="ecart">
    <fo:block role="P" space-before="0.75mm">
      <fo:inline font-weight="700"><xsl:apply-templates select="ancestor::d:candidat" mode="nom-prenom"/></fo:inline>
      <xsl:text>, </xsl:text><xsl:value-of select="@ref"/>
      <xsl:text>&#160;: avis </xsl:text><xsl:call-template name="sens"><xsl:with-param name="sens" select="@avis-commission"/></xsl:call-template>
      <xsl:text> de la commission, compétence </xsl:text><xsl:call-template name="etat-competence"/>
      <xsl:text> selon le jury. </xsl:text>
      <xsl:value-of select="f:typo(d:commentaire)"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="avis-entreprises">
    <xsl:if test="$avis">
      <xsl:call-template name="section">
        <xsl:with-param name="rang" select="$rang-avis"/>
        <xsl:with-param name="titre">Avis des entreprises</xsl:with-param>
      </xsl:call-template>
      <xsl:for-each select="$avis">
        <fo:block role="P" space-before="0.75mm">
          <fo:inline font-weight="700"><xsl:apply-templates select="." mode="nom-prenom"/></fo:inline>
          <xsl:text>. </xsl:text>
          <xsl:for-each select=".//d:avis-entreprise">
            <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
            <xsl:choose>
              <xsl:when test="parent::d:bloc">Bloc&#160;<xsl:value-of select="../@numero"/>&#160;: avis </xsl:when>
              <xsl:otherwise>Avis </xsl:otherwise>
            </xsl:choose>
            <xsl:call-template name="sens"/><xsl:text>.</xsl:text>
            <xsl:if test=". != ''"><xsl:text> </xsl:text><xsl:value-of select="f:typo(.)"/></xsl:if>
          </xsl:for-each>
        </fo:block>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- ===== Incidents, totals ===== -->

  <xsl:template name="aleas">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="$rang-avis + 1"/>
      <xsl:with-param name="titre">Aléas et dysfonctionnements</xsl:with-param>
    </xsl:call-template>
    <xsl:for-each select="$pv/d:incident">
      <fo:block role="P" start-indent="18mm" text-indent="-18mm">
        <xsl:call-template name="pas-seule"/>
        <xsl:if test="position() = 1 and last() &gt; 1"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
        <xsl:if test="@heure != ''"><fo:inline font-weight="700"><xsl:value-of select="f:heure(@heure)"/></fo:inline><xsl:text>&#160;: </xsl:text></xsl:if>
        <xsl:value-of select="f:typo(.)"/>
      </fo:block>
    </xsl:for-each>
    <xsl:if test="not($pv/d:incident)"><fo:block role="P">Le jury n’a relevé ni aléa ni dysfonctionnement.</fo:block></xsl:if>
  </xsl:template>

  <xsl:template name="totaux">
    <xsl:call-template name="section">
      <xsl:with-param name="rang" select="$rang-avis + 2"/>
      <xsl:with-param name="titre">Récapitulatif</xsl:with-param>
    </xsl:call-template>
    <fo:block role="P" keep-together.within-page="always">
      <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@obtenue"/><xsl:with-param name="mot">certification obtenue</xsl:with-param><xsl:with-param name="mots">certifications obtenues</xsl:with-param><xsl:with-param name="aucun">Aucune</xsl:with-param></xsl:call-template>
      <xsl:if test="$blocs">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@partielle"/><xsl:with-param name="mot">validation partielle</xsl:with-param><xsl:with-param name="mots">validations partielles</xsl:with-param></xsl:call-template>
        <xsl:variable name="reussites" select="count($candidats[@certification = 'partielle' and starts-with(@decision, 'Réussite totale')])"/>
        <xsl:if test="$reussites &gt; 0">
          <xsl:text>, dont </xsl:text>
          <xsl:value-of select="f:nombre-accord($reussites, 'réussite totale aux blocs présentés', 'réussites totales aux blocs présentés')"/>
        </xsl:if>
      </xsl:if>
      <xsl:text>, </xsl:text>
      <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@non-obtenue"/><xsl:with-param name="mot">candidat sans validation</xsl:with-param><xsl:with-param name="mots">candidats sans validation</xsl:with-param><xsl:with-param name="aucun">aucun</xsl:with-param></xsl:call-template>
      <xsl:if test="$effectifs/@en-attente &gt; 0">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@en-attente"/><xsl:with-param name="mot">candidat en attente d’un entretien</xsl:with-param><xsl:with-param name="mots">candidats en attente d’un entretien</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:if test="$effectifs/@sursis &gt; 0">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@sursis"/><xsl:with-param name="mot">décision différée</xsl:with-param><xsl:with-param name="mots">décisions différées</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:text>, </xsl:text>
      <xsl:call-template name="total"><xsl:with-param name="n" select="$effectifs/@absents + $effectifs/@excuses"/><xsl:with-param name="mot">candidat absent ou excusé</xsl:with-param><xsl:with-param name="mots">candidats absents ou excusés</xsl:with-param><xsl:with-param name="aucun">aucun</xsl:with-param></xsl:call-template>
      <xsl:text>.</xsl:text>
      <xsl:if test="$effectifs/@parchemins &gt; 0">
        <xsl:text> </xsl:text>
        <xsl:value-of select="f:nombre-accord($effectifs/@parchemins, 'parchemin est délivré', 'parchemins sont délivrés')"/>
        <xsl:text>.</xsl:text>
      </xsl:if>
    </fo:block>
    <xsl:if test="$effectifs/d:bloc"><xsl:call-template name="totaux-blocs"/></xsl:if>
  </xsl:template>

  <xsl:template name="total">
    <xsl:param name="n"/>
    <xsl:param name="mot"/>
    <xsl:param name="mots"/>
    <xsl:param name="aucun" select="'aucune'"/>
    <xsl:choose>
      <xsl:when test="number($n) = 0"><xsl:value-of select="concat($aucun, ' ', $mot)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="f:nombre-accord($n, $mot, $mots)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="totaux-blocs">
    <fo:table xsl:use-attribute-sets="tableau" space-before="2.25mm">
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="19mm"/>
      <fo:table-column column-width="19mm"/>
      <fo:table-column column-width="19mm"/>
      <fo:table-column column-width="19mm"/>
      <fo:table-column column-width="19mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Bloc</xsl:with-param></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="entete" text-align="end"><fo:block>présentés</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete" text-align="end"><fo:block>validés</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete" text-align="end"><fo:block>non validés</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete" text-align="end"><fo:block>en attente</fo:block></fo:table-cell>
          <fo:table-cell xsl:use-attribute-sets="entete" text-align="end"><fo:block>déjà acquis</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$effectifs/d:bloc">
          <xsl:variable name="ref" select="@ref"/>
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <xsl:call-template name="marque-suite"/>
              <fo:block>
                <fo:inline font-weight="700"><xsl:value-of select="$blocs[@id = $ref]/@numero"/></fo:inline>
                <xsl:text>&#160;&#160;</xsl:text><xsl:value-of select="f:typo($blocs[@id = $ref]/d:intitule)"/>
              </fo:block>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@presentes"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@valide"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@non-valide"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@entretien-requis + sum(@sursis)"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule" text-align="end"><fo:block><xsl:value-of select="@acquis-anterieurement"/></fo:block></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- ===== Closing and signatures ===== -->

  <xsl:template name="cloture">
    <!-- The signatures are never alone on a page: the end of the totals comes with them. -->
    <fo:block keep-together.within-page="always" keep-with-previous.within-page="always" space-before="9mm">
      <fo:block role="P" keep-with-next.within-page="always">
        <xsl:text>Le présent procès-verbal, comportant </xsl:text>
        <fo:page-number-citation-last ref-id="document" format="w"/>
        <xsl:text> (</xsl:text><fo:page-number-citation-last ref-id="document"/>
        <xsl:text>)&#160;pages, annexes comprises, et portant sur </xsl:text>
        <xsl:value-of select="f:en-lettres($effectifs/@inscrits)"/>
        <xsl:value-of select="concat(' (', $effectifs/@inscrits, ')&#160;')"/>
        <xsl:choose><xsl:when test="$effectifs/@inscrits &gt; 1">candidats inscrits</xsl:when><xsl:otherwise>candidat inscrit</xsl:otherwise></xsl:choose>
        <xsl:text>, a été arrêté à </xsl:text>
        <xsl:value-of select="f:nom($session/@lieu)"/>
        <xsl:text> le&#160;</xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
        <xsl:if test="$session/@fin != ''"> à <xsl:value-of select="f:heure($session/@fin)"/></xsl:if>
        <xsl:text>.</xsl:text>
      </fo:block>
      <xsl:call-template name="signatures"/>
    </fo:block>
  </xsl:template>

  <xsl:variable name="par-rang" select="3 + number($paysage)"/>
  <!-- Of the totals, the formula and the signatures, millimetres. -->
  <xsl:variable name="hauteur-fin" select="53 + (11.25 - 4.5 * number($paysage)) * count($effectifs/d:bloc)
    + 31.5 * ceiling(count($presents | $jury/d:representant) div $par-rang)"/>

  <xsl:template name="signatures">
    <xsl:variable name="signataires" select="$presents | $jury/d:representant"/>
    <fo:table table-layout="fixed" width="100%" border-collapse="separate" space-before="4.5mm">
      <xsl:for-each select="$signataires[position() &lt;= $par-rang]"><fo:table-column column-width="proportional-column-width(1)"/></xsl:for-each>
      <fo:table-body>
        <xsl:for-each select="$signataires[position() mod $par-rang = 1]">
          <xsl:variable name="debut" select="(position() - 1) * $par-rang"/>
          <fo:table-row keep-together.within-page="always" height="31.5mm">
            <xsl:for-each select="$signataires[position() &gt; $debut and position() &lt;= $debut + $par-rang]">
              <fo:table-cell padding-end="5mm">
                <fo:block border-before-style="solid" border-before-width="0.6pt" border-before-color="{$encre}" padding-before="1.125mm" font-weight="700">
                  <xsl:apply-templates select="." mode="civil"/>
                </fo:block>
                <fo:block xsl:use-attribute-sets="second">
                  <xsl:apply-templates select="." mode="role"/>
                </fo:block>
              </fo:table-cell>
            </xsl:for-each>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- ===== Annexe 1: attendance ===== -->

  <xsl:template name="titre-annexe">
    <xsl:param name="rang"/>
    <xsl:param name="titre"/>
    <fo:block role="H1" break-before="page" font-family="{$titrage}" font-size="20pt" line-height="9mm" color="{$encre}" space-after="2.25mm" keep-with-next.within-page="always">
      <xsl:text>Annexe&#160;</xsl:text><xsl:value-of select="$rang"/><xsl:text> — </xsl:text><xsl:value-of select="$titre"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="annexe-emargement">
    <xsl:call-template name="titre-annexe">
      <xsl:with-param name="rang" select="1"/><xsl:with-param name="titre">Feuille d’émargement</xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="emargement-jury"/>
    <xsl:call-template name="emargement-candidats"/>
  </xsl:template>

  <!-- ===== Annexe 2: the decisions, competence by competence ===== -->

  <xsl:template name="annexe-detail">
    <xsl:call-template name="titre-annexe">
      <xsl:with-param name="rang" select="2"/><xsl:with-param name="titre">Décisions détaillées</xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$candidats/d:competence or $candidats/d:bloc/d:competence"><xsl:call-template name="enonces"/></xsl:if>
    <xsl:call-template name="decisions-detaillees"/>
  </xsl:template>

</xsl:stylesheet>
