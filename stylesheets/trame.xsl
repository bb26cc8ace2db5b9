<?xml version="1.0" encoding="UTF-8"?>
<!-- The blank form of the candidate's file for one voie: who the candidate is, then for each bloc the situations to present, the
     competences that they must show, and room for each situation. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="formulaire.xsl"/>

  <xsl:variable name="voie" select="/d:dossier/d:voie"/>
  <xsl:variable name="nom-dossier">
    <xsl:choose>
      <xsl:when test="$voie/d:dossier != ''"><xsl:value-of select="f:typo($voie/d:dossier)"/></xsl:when>
      <xsl:otherwise>Dossier du candidat</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="document">
      <xsl:with-param name="titre"><xsl:value-of select="$nom-dossier"/></xsl:with-param>
      <xsl:with-param name="pied"><xsl:value-of select="$voie/d:dossier/@sigle"/><xsl:if test="$voie/d:dossier/@sigle != ''"> · </xsl:if><xsl:value-of select="$type-court"/> · édition&#160;<xsl:value-of select="$certification/@edition"/></xsl:with-param>
      <xsl:with-param name="corps">
        <xsl:call-template name="ouverture">
          <xsl:with-param name="titre" select="$nom-dossier"/>
          <xsl:with-param name="reference"><fo:block><xsl:value-of select="f:typo($voie/@libelle)"/></fo:block></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="identite"/>
        <xsl:call-template name="consignes"/>
        <xsl:call-template name="engagement"/>
        <xsl:apply-templates select="d:bloc"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="a-remplir">
    <xsl:param name="nom"/>
    <fo:table-row height="8mm">
      <fo:table-cell><fo:block color="{$gris}" line-height="8mm"><xsl:value-of select="$nom"/></fo:block></fo:table-cell>
      <fo:table-cell border-after-style="solid" border-after-width="0.35pt" border-after-color="{$filet}"><fo:block/></fo:table-cell>
    </fo:table-row>
  </xsl:template>

  <xsl:template name="identite">
    <fo:block xsl:use-attribute-sets="titre-section" space-before="2.25mm">Le candidat</fo:block>
    <xsl:call-template name="faits">
      <xsl:with-param name="largeur">46mm</xsl:with-param>
      <xsl:with-param name="faits">
        <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Nom de naissance</xsl:with-param></xsl:call-template>
        <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Nom d’usage</xsl:with-param></xsl:call-template>
        <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Prénoms</xsl:with-param></xsl:call-template>
        <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Date et lieu de naissance</xsl:with-param></xsl:call-template>
        <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Employeur, fonction exercée</xsl:with-param></xsl:call-template>
        <xsl:if test="$voie/@vae = 'oui'">
          <xsl:call-template name="a-remplir"><xsl:with-param name="nom">Accompagnement en VAE par</xsl:with-param></xsl:call-template>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="/d:dossier/d:bloc/@numero">
      <fo:block xsl:use-attribute-sets="titre-section">Blocs présentés</fo:block>
      <xsl:for-each select="/d:dossier/d:bloc">
        <fo:block role="P"><xsl:call-template name="case"/>&#160;&#160;Bloc&#160;<xsl:value-of select="@numero"/>, <xsl:value-of select="f:typo(d:intitule)"/></fo:block>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="consignes">
    <fo:block xsl:use-attribute-sets="titre-section">Comment remplir ce dossier</fo:block>
    <fo:block role="P">
      <xsl:text>Pour chaque bloc présenté, décrivez et analysez les situations professionnelles demandées. Le jury y cherche les compétences du bloc&#160;: </xsl:text>
      <xsl:text>dites ce que vous avez fait vous-même, pourquoi, avec quels moyens, et ce qui en est résulté. Ne nommez ni client, ni collègue, ni malade&#160;: une initiale suffit. </xsl:text>
      <xsl:choose>
        <xsl:when test="$voie/d:entretien/@obligatoire = 'oui'">
          <xsl:text>Un entretien avec le jury</xsl:text><xsl:if test="$voie/d:entretien/@minutes != ''"> (<xsl:value-of select="f:nombre-accord($voie/d:entretien/@minutes, 'minute', 'minutes')"/> par bloc)</xsl:if><xsl:text> complète le dossier.</xsl:text>
        </xsl:when>
        <xsl:when test="$voie/d:entretien">Le jury peut vous appeler à un entretien si le dossier ne lui suffit pas.</xsl:when>
      </xsl:choose>
    </fo:block>
  </xsl:template>

  <xsl:template name="engagement">
    <fo:block keep-together.within-page="always" space-before="6.75mm">
      <fo:block role="P">Je certifie sur l’honneur que ce dossier est mon travail et que ce qui y est dit est exact.</fo:block>
      <fo:block role="P" space-before="2.25mm">Fait à <fo:leader leader-pattern="dots" leader-length="50mm"/>, le <fo:leader leader-pattern="dots" leader-length="35mm"/></fo:block>
      <fo:block space-before="4.5mm" end-indent="100mm">
        <xsl:call-template name="a-signer"><xsl:with-param name="nom">Le candidat</xsl:with-param><xsl:with-param name="qualite">signature</xsl:with-param></xsl:call-template>
      </fo:block>
      <fo:block role="Artifact" line-height="15.75mm">&#160;</fo:block>
    </fo:block>
  </xsl:template>

  <xsl:template match="d:bloc">
    <xsl:variable name="fichier" select="d:modalite[@type = 'dossier']"/>
    <fo:block role="H2" break-before="page" font-family="{$titrage}" font-size="20pt" line-height="9mm" color="{$encre}">
      <xsl:if test="@numero != ''">Bloc&#160;<xsl:value-of select="@numero"/>. <xsl:value-of select="f:typo(d:intitule)"/></xsl:if>
      <xsl:if test="not(@numero)">Les compétences à démontrer</xsl:if>
    </fo:block>
    <xsl:if test="d:activite != ''"><fo:block role="P" font-family="{$serif}" font-style="italic" font-size="11pt"><xsl:value-of select="f:typo(d:activite)"/></fo:block></xsl:if>
    <xsl:if test="$fichier"><xsl:call-template name="situations"><xsl:with-param name="fichier" select="$fichier"/></xsl:call-template></xsl:if>
    <xsl:call-template name="competences"/>
    <xsl:variable name="demandees" select="number(concat('0', $fichier[1]/@situations))"/>
    <xsl:call-template name="pages-situation">
      <xsl:with-param name="rang" select="1"/>
      <xsl:with-param name="n"><xsl:choose><xsl:when test="$demandees &gt; 0"><xsl:value-of select="$demandees"/></xsl:when><xsl:otherwise>2</xsl:otherwise></xsl:choose></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="situations">
    <xsl:param name="fichier"/>
    <fo:block xsl:use-attribute-sets="titre-section">Situations à présenter</fo:block>
    <xsl:choose>
      <xsl:when test="$fichier/d:situation">
        <xsl:variable name="imposees" select="$fichier/d:situation[@choix = 'imposee']"/>
        <xsl:variable name="libres" select="$fichier/d:situation[not(@choix = 'imposee')]"/>
        <xsl:for-each select="$imposees">
          <fo:block role="P" start-indent="3.45mm" text-indent="-3.45mm">–&#160;&#160;<fo:inline font-weight="700">imposée&#160;: </fo:inline><xsl:value-of select="f:typo(.)"/></fo:block>
        </xsl:for-each>
        <xsl:if test="$libres">
          <xsl:if test="$imposees or count($libres) &gt; 1"><fo:block role="P" space-before="1.5mm"><xsl:choose><xsl:when test="$imposees">Et, à votre choix&#160;:</xsl:when><xsl:otherwise>À votre choix, parmi&#160;:</xsl:otherwise></xsl:choose></fo:block></xsl:if>
          <xsl:for-each select="$libres">
            <fo:block role="P" start-indent="3.25mm" text-indent="-3.25mm"><xsl:call-template name="case"/>&#160;<xsl:value-of select="f:typo(.)"/></fo:block>
          </xsl:for-each>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise><fo:block role="P">Des situations professionnelles de votre choix, significatives des compétences du bloc.</fo:block></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$fichier[1]/@situations != ''">
      <fo:block role="P" space-before="1.5mm">En tout, <xsl:value-of select="f:en-lettres($fichier[1]/@situations)"/> situation<xsl:if test="$fichier[1]/@situations &gt; 1">s</xsl:if>.</fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="competences">
    <fo:block xsl:use-attribute-sets="titre-section">Compétences à démontrer</fo:block>
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="16mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="30mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Compétence</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
          <xsl:call-template name="colonne"><xsl:with-param name="titre">Situation n°, page</xsl:with-param></xsl:call-template>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="d:competence">
          <fo:table-row keep-together.within-page="always">
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block><xsl:apply-templates select="d:enonce"/></fo:block>
              <xsl:for-each select="d:resultat-attendu"><fo:block xsl:use-attribute-sets="second">attendu&#160;: <xsl:value-of select="f:typo(.)"/></fo:block></xsl:for-each>
            </fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block/></fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- A page for each situation: four questions, room for each answer. -->
  <xsl:template name="pages-situation">
    <xsl:param name="rang"/>
    <xsl:param name="n"/>
    <xsl:if test="$rang &lt;= $n">
      <fo:block xsl:use-attribute-sets="titre-section" break-before="page" space-before="0mm">
        <xsl:if test="@numero != ''">Bloc&#160;<xsl:value-of select="@numero"/>, </xsl:if>
        <xsl:choose><xsl:when test="@numero != ''">situation&#160;</xsl:when><xsl:otherwise>Situation&#160;</xsl:otherwise></xsl:choose><xsl:value-of select="$rang"/>
      </fo:block>
      <xsl:call-template name="question"><xsl:with-param name="titre">Intitulé de la situation, lieu et date</xsl:with-param><xsl:with-param name="lignes" select="2"/></xsl:call-template>
      <xsl:call-template name="question"><xsl:with-param name="titre">Le contexte&#160;: l’organisation, votre rôle, ce qui était attendu de vous</xsl:with-param><xsl:with-param name="lignes" select="4"/></xsl:call-template>
      <xsl:call-template name="question"><xsl:with-param name="titre">Ce que vous avez fait, et avec quels moyens</xsl:with-param><xsl:with-param name="lignes" select="7"/></xsl:call-template>
      <xsl:call-template name="question"><xsl:with-param name="titre">Les résultats, et comment vous les avez mesurés</xsl:with-param><xsl:with-param name="lignes" select="4"/></xsl:call-template>
      <xsl:call-template name="question"><xsl:with-param name="titre">Votre analyse&#160;: les difficultés, ce que vous feriez autrement, les compétences du bloc que cette situation montre</xsl:with-param><xsl:with-param name="lignes" select="5"/></xsl:call-template>
      <xsl:call-template name="pages-situation"><xsl:with-param name="rang" select="$rang + 1"/><xsl:with-param name="n" select="$n"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="question">
    <xsl:param name="titre"/>
    <xsl:param name="lignes"/>
    <fo:block font-weight="700" space-before="3mm" keep-with-next.within-page="always" role="P"><xsl:value-of select="$titre"/></fo:block>
    <xsl:call-template name="lignes"><xsl:with-param name="n" select="$lignes"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
