<?xml version="1.0" encoding="UTF-8"?>
<!-- What was decided of one candidate, bloc by bloc and competence by competence. For the minutes and for an extract of them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="presences.xsl"/>

  <xsl:template name="sens">
    <xsl:param name="sens" select="@sens"/>
    <xsl:choose>
      <xsl:when test="$sens = 'favorable'">favorable</xsl:when>
      <xsl:when test="$sens = 'defavorable'">défavorable</xsl:when>
      <xsl:when test="$sens = 'reserve'">réservé</xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="detail-candidat">
    <fo:block xsl:use-attribute-sets="titre-section">
      <xsl:if test="position() = 1"><xsl:attribute name="space-before">2.25mm</xsl:attribute></xsl:if>
      <xsl:apply-templates select="." mode="nom-prenom"/>
      <fo:inline font-weight="400" font-style="italic"> — <xsl:value-of select="f:typo(@decision)"/></fo:inline>
    </fo:block>
    <xsl:for-each select="d:bloc[d:competence or @etat = 'acquis-anterieurement' or @etat = 'sursis']"><xsl:call-template name="detail-bloc"/></xsl:for-each>
    <xsl:if test="not(d:bloc)"><xsl:call-template name="epreuves"/></xsl:if>
    <xsl:if test="d:competence"><xsl:call-template name="table-competences"/></xsl:if>
    <xsl:if test="d:bloc[@etat = 'non-presente']">
      <fo:block role="P" space-before="1mm" color="{$gris}" keep-with-previous.within-page="always">
        <xsl:choose>
          <xsl:when test="not(d:bloc[@etat != 'non-presente'])">Aucun bloc présenté.</xsl:when>
          <xsl:otherwise>
            <xsl:text>Non présenté</xsl:text><xsl:if test="count(d:bloc[@etat = 'non-presente']) &gt; 1">s</xsl:if><xsl:text>&#160;: </xsl:text>
            <xsl:call-template name="numeros"><xsl:with-param name="blocs" select="d:bloc[@etat = 'non-presente']"/></xsl:call-template>
            <xsl:text>.</xsl:text>
          </xsl:otherwise>
        </xsl:choose>
      </fo:block>
    </xsl:if>
    <xsl:if test="d:recommandation != ''">
      <fo:block role="P" space-before="1mm"><fo:inline font-weight="700">Recommandation. </fo:inline><xsl:value-of select="f:typo(d:recommandation)"/></fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Of a bloc acquired earlier nothing was decided now. -->
  <xsl:template name="detail-bloc">
    <xsl:variable name="juge" select="d:competence and @etat != 'acquis-anterieurement'"/>
    <fo:block role="H3" space-before="2.25mm">
      <xsl:if test="$juge"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <xsl:call-template name="signe"><xsl:with-param name="etat" select="@etat"/></xsl:call-template>
      <xsl:text>&#160;</xsl:text>
      <fo:inline font-weight="700">Bloc&#160;<xsl:value-of select="@numero"/></fo:inline>
      <xsl:text>, </xsl:text><xsl:value-of select="f:typo(d:intitule)"/><xsl:text>&#160;: </xsl:text>
      <xsl:call-template name="etat-bloc"/>
      <xsl:if test="@etat = 'acquis-anterieurement' and @acquis-le != ''"> le <xsl:value-of select="f:date-longue(@acquis-le)"/></xsl:if>
    </fo:block>
    <xsl:call-template name="epreuves"/>
    <xsl:if test="$juge"><xsl:call-template name="table-competences"/></xsl:if>
  </xsl:template>

  <!-- What the bloc was judged on, and the certificate that it gave. -->
  <xsl:template name="epreuves">
    <xsl:if test="d:dossier or d:epreuve or d:entretien or @certificat != ''">
      <fo:block xsl:use-attribute-sets="second" role="P">
        <xsl:if test="d:competence and not(@etat = 'acquis-anterieurement')"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
        <xsl:for-each select="d:dossier | d:epreuve | d:entretien">
          <xsl:if test="position() &gt; 1"> · </xsl:if>
          <xsl:choose>
            <xsl:when test="self::d:dossier">dossier<xsl:if test="@recu-le != ''"> reçu le <xsl:value-of select="f:date-courte(@recu-le)"/></xsl:if></xsl:when>
            <xsl:when test="self::d:entretien">entretien<xsl:if test="@date != ''"> le <xsl:value-of select="f:date-courte(@date)"/></xsl:if></xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="en-minuscule"><xsl:with-param name="texte" select="f:typo(@libelle)"/></xsl:call-template>
              <xsl:if test="@date != ''"> le <xsl:value-of select="f:date-courte(@date)"/></xsl:if>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:if test="@minutes != ''">, <xsl:call-template name="minutes"/></xsl:if>
          <xsl:if test="@lieu != ''">, <xsl:value-of select="f:nom(@lieu)"/></xsl:if>
          <xsl:choose>
            <xsl:when test="@present = 'absent'"> (absence)</xsl:when>
            <xsl:when test="@present = 'excuse'"> (absence excusée)</xsl:when>
          </xsl:choose>
        </xsl:for-each>
        <xsl:if test="@certificat != ''">
          <xsl:if test="d:dossier or d:epreuve or d:entretien"> · </xsl:if>
          <fo:inline keep-together.within-line="always"><xsl:text>certificat n°&#160;</xsl:text><xsl:value-of select="@certificat"/></fo:inline>
        </xsl:if>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- A head that does not weigh: there is one for each bloc. -->
  <xsl:attribute-set name="entete-mineur" use-attribute-sets="second">
    <xsl:attribute name="border-after-style">solid</xsl:attribute>
    <xsl:attribute name="border-after-width">0.35pt</xsl:attribute>
    <xsl:attribute name="border-after-color"><xsl:value-of select="$encre"/></xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template name="table-competences">
    <xsl:variable name="commission" select="boolean(d:competence/@avis-commission)"/>
    <fo:table table-layout="fixed" width="100%" border-collapse="separate" space-before="0.75mm">
      <fo:table-column column-width="16mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <xsl:if test="$commission"><fo:table-column column-width="31mm"/></xsl:if>
      <fo:table-column column-width="33mm"/>
      <fo:table-header>
        <fo:table-row>
          <fo:table-cell xsl:use-attribute-sets="entete-mineur" number-columns-spanned="2"><fo:block>Compétence</fo:block></fo:table-cell>
          <xsl:if test="$commission"><fo:table-cell xsl:use-attribute-sets="entete-mineur"><fo:block>Avis de la commission</fo:block></fo:table-cell></xsl:if>
          <fo:table-cell xsl:use-attribute-sets="entete-mineur"><fo:block>Décision du jury</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="d:competence">
          <fo:table-row>
            <xsl:call-template name="entiere"/>
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block font-size="8.2pt"><xsl:apply-templates select="d:enonce"/></fo:block>
              <xsl:if test="d:commentaire != ''">
                <fo:block font-family="{$serif}" font-style="italic" font-size="10pt"><xsl:value-of select="f:typo(d:commentaire)"/></fo:block>
              </xsl:if>
              <xsl:for-each select="d:critere[@satisfait = 'non']">
                <fo:block xsl:use-attribute-sets="second">critère non satisfait&#160;: <xsl:value-of select="f:typo(d:libelle)"/></fo:block>
              </xsl:for-each>
            </fo:table-cell>
            <xsl:if test="$commission">
              <fo:table-cell xsl:use-attribute-sets="cellule">
                <fo:block><xsl:call-template name="sens"><xsl:with-param name="sens" select="@avis-commission"/></xsl:call-template></fo:block>
              </fo:table-cell>
            </xsl:if>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:call-template name="signe"><xsl:with-param name="etat" select="@resultat"/></xsl:call-template>
                <xsl:text>&#160;</xsl:text>
                <xsl:call-template name="etat-competence"/>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
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
    </fo:block>
  </xsl:template>
</xsl:stylesheet>
