<?xml version="1.0" encoding="UTF-8"?>
<!-- What a candidate receives: a letter that says the decision in its first sentence, then the transcript, competence by competence, where
     something was evaluated. A4 portrait; the address stands in the window of a DL envelope (NF Z 11-001). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
  xmlns:fig="urn:parchemin:figure:1" exclude-result-prefixes="d f">

  <xsl:import href="lettre.xsl"/>

  <xsl:variable name="etat" select="$candidat/@certification"/>
  <xsl:variable name="blocs" select="$candidat/d:bloc"/>
  <xsl:variable name="presentes" select="$blocs[@etat = 'valide' or @etat = 'non-valide' or @etat = 'entretien-requis' or @etat = 'sursis']"/>
  <xsl:variable name="valides" select="$blocs[@etat = 'valide']"/>
  <xsl:variable name="anterieurs" select="$blocs[@etat = 'acquis-anterieurement']"/>
  <xsl:variable name="a-obtenir" select="$blocs[not(@etat = 'valide' or @etat = 'acquis-anterieurement')]"/>
  <xsl:variable name="manquantes" select="$candidat//d:competence[@resultat = 'non-acquise' or @resultat = 'non-evaluee']"/>
  <!-- Competences acquired in a bloc that is not: they are kept for a time. -->
  <!-- What the référentiel does not say to last is not promised. -->
  <xsl:variable name="gardees" select="($a-obtenir/d:competence[starts-with(@resultat, 'acquise')] | $candidat[$etat != 'obtenue']/d:competence[starts-with(@resultat, 'acquise')])
    [$certification/d:validite/@competences != '']"/>
  <xsl:variable name="evalue" select="$etat != 'absent' and $etat != 'excuse' and boolean($candidat//d:competence)"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="papier">
      <xsl:with-param name="titre">Lettre et relevé de résultats</xsl:with-param>
      <xsl:with-param name="rappel">Relevé de résultats</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/d:dossier" mode="corps">
    <fo:block font-family="{$serif}" font-size="10.8pt" line-height="4.7mm"><xsl:call-template name="lettre"/></fo:block>
    <xsl:if test="$evalue"><xsl:call-template name="releve"/></xsl:if>
  </xsl:template>

  <!-- ===== The letter ===== -->

  <xsl:template name="lettre">
    <fo:block role="P"><xsl:call-template name="lieu-et-jour"/></fo:block>
    <fo:block role="P" font-family="{$sans}" font-size="8.6pt" color="{$gris}" space-before="1.5mm">
      <xsl:text>Objet&#160;: résultat du jury du </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
      <xsl:text>, </xsl:text><xsl:value-of select="concat($type-court, ' ', $intitule-cite)"/>
    </fo:block>
    <xsl:if test="$session/@revision &gt; 1">
      <fo:block role="P" font-family="{$sans}" font-size="8.6pt" color="{$gris}">Ce courrier annule et remplace celui qui vous a été adressé auparavant pour cette session.</fo:block>
    </xsl:if>
    <fo:block role="P" space-before="5mm"><xsl:value-of select="$appel"/>,</fo:block>
    <fo:block role="H1" font-size="15pt" line-height="6.4mm" font-weight="600" color="{$encre}" space-before="3mm" space-after="1mm"><xsl:call-template name="annonce"/></fo:block>
    <xsl:call-template name="explication"/>
    <xsl:if test="$blocs and $evalue or $etat = 'obtenue' and $blocs"><xsl:call-template name="resume-blocs"/></xsl:if>
    <xsl:variable name="points">
      <xsl:call-template name="acquis"/>
      <xsl:call-template name="reste"/>
      <xsl:call-template name="suite"/>
      <xsl:call-template name="recours"/>
    </xsl:variable>
    <xsl:if test="string($points) != ''">
      <fo:list-block space-before="3.5mm" provisional-distance-between-starts="38mm" provisional-label-separation="4mm"><xsl:copy-of select="$points"/></fo:list-block>
    </xsl:if>
    <!-- Where there is no transcript to say it. -->
    <xsl:if test="not($evalue)"><xsl:call-template name="conseil"/></xsl:if>
    <xsl:call-template name="salutation"/>
  </xsl:template>

  <!-- The decision, in one sentence. -->
  <xsl:template name="annonce">
    <xsl:choose>
      <xsl:when test="$candidat/d:fraude and $rs">Vous n’avez pas obtenu la certification, en raison d’une fraude.</xsl:when>
      <xsl:when test="$candidat/d:fraude and not($valides)">Le jury n’a validé aucun bloc, en raison d’une fraude.</xsl:when>
      <xsl:when test="$etat = 'absent'">Vous étiez absent<xsl:value-of select="$e"/> le <xsl:value-of select="f:date-longue($session/@date)"/>&#160;: vous n’avez pas été évalué<xsl:value-of select="$e"/>.</xsl:when>
      <xsl:when test="$etat = 'excuse'">Votre absence du <xsl:value-of select="f:date-longue($session/@date)"/> est excusée&#160;: vous pourrez vous présenter à une autre session.</xsl:when>
      <xsl:when test="$valides and ($etat = 'sursis' or $etat = 'en-attente')"><xsl:call-template name="annonce-en-partie"/></xsl:when>
      <xsl:when test="$etat = 'sursis'">Le jury n’a pas encore pris sa décision&#160;: elle est différée.</xsl:when>
      <xsl:when test="$etat = 'en-attente'">Le jury souhaite vous entendre avant de décider&#160;: vous serez convoqué<xsl:value-of select="$e"/> à un entretien.</xsl:when>
      <xsl:when test="$etat = 'obtenue'">Félicitations&#8239;! Vous avez obtenu <xsl:value-of select="$type-article"/><xsl:text> </xsl:text><xsl:value-of select="$intitule-cite"/>.</xsl:when>
      <xsl:when test="$rs">Vous n’avez pas obtenu la certification à cette session.</xsl:when>
      <xsl:when test="$etat = 'partielle' and $candidat/@vise = 'blocs' and count($valides) = count($presentes)">
        <xsl:text>Félicitations&#8239;! Vous avez validé </xsl:text>
        <xsl:choose>
          <xsl:when test="count($valides) = 1">le bloc que vous présentiez.</xsl:when>
          <xsl:otherwise>les <xsl:value-of select="f:en-lettres(count($valides))"/> blocs que vous présentiez.</xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="$etat = 'partielle'">
        <xsl:text>Vous avez validé </xsl:text>
        <xsl:value-of select="f:en-lettres(count($valides))"/><xsl:text> bloc</xsl:text><xsl:if test="count($valides) &gt; 1">s</xsl:if>
        <xsl:text> sur les </xsl:text><xsl:value-of select="f:en-lettres(count($presentes))"/>
        <xsl:text> que vous présentiez</xsl:text>
        <xsl:if test="$candidat/@vise != 'blocs'">&#8239;; la certification n’est pas encore obtenue</xsl:if>
        <xsl:text>.</xsl:text>
      </xsl:when>
      <xsl:when test="count($presentes) = 1">Le bloc que vous présentiez n’est pas validé à cette session.</xsl:when>
      <xsl:otherwise>Aucun des blocs que vous présentiez n’est validé à cette session.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Something is validated, something not decided yet. -->
  <xsl:template name="annonce-en-partie">
    <xsl:variable name="suspendus" select="$blocs[@etat = 'sursis' or @etat = 'entretien-requis']"/>
    <xsl:text>Vous avez validé </xsl:text><xsl:call-template name="les-blocs"><xsl:with-param name="blocs" select="$valides"/></xsl:call-template>
    <xsl:choose>
      <xsl:when test="not($suspendus)">&#8239;; la décision sur le reste est différée.</xsl:when>
      <xsl:when test="$etat = 'sursis'">&#8239;; la décision sur <xsl:call-template name="les-blocs"><xsl:with-param name="blocs" select="$suspendus"/></xsl:call-template> est différée.</xsl:when>
      <xsl:otherwise>&#8239;; le jury souhaite vous entendre avant de décider pour <xsl:call-template name="les-blocs"><xsl:with-param name="blocs" select="$suspendus"/></xsl:call-template>.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- le bloc 1, les blocs 1 et 3 -->
  <xsl:template name="les-blocs">
    <xsl:param name="blocs"/>
    <xsl:choose><xsl:when test="count($blocs) = 1">le </xsl:when><xsl:otherwise>les </xsl:otherwise></xsl:choose>
    <xsl:call-template name="numeros"><xsl:with-param name="blocs" select="$blocs"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="le-jury">
    <xsl:text>Le jury, réuni</xsl:text>
    <xsl:if test="$session/@lieu != ''"> à <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
    <xsl:text> le&#160;</xsl:text><xsl:value-of select="f:date-longue($session/@date)"/><xsl:text>, </xsl:text>
  </xsl:template>

  <xsl:template name="explication">
    <fo:block role="P" space-before="2mm">
      <xsl:choose>
        <xsl:when test="$candidat/d:fraude">
          <xsl:call-template name="le-jury"/>
          <xsl:text>a constaté les faits suivants&#160;: </xsl:text><xsl:value-of select="f:typo($candidat/d:fraude)"/>
          <xsl:if test="$candidat/d:fraude/@observations-recueillies-le != ''">
            <xsl:text> Vos observations ont été recueillies le </xsl:text><xsl:value-of select="f:date-longue($candidat/d:fraude/@observations-recueillies-le)"/><xsl:text>.</xsl:text>
          </xsl:if>
        </xsl:when>
        <xsl:when test="$etat = 'absent'">Vous étiez inscrit<xsl:value-of select="$e"/> à la session du <xsl:value-of select="f:date-longue($session/@date)"/> et le jury n’a reçu aucune excuse. Votre absence n’est pas un échec&#160;: aucune compétence n’a été jugée, et ce que vous aviez acquis auparavant n’est pas remis en cause.</xsl:when>
        <xsl:when test="$etat = 'excuse'">Le jury a pris note de votre excuse. Aucune compétence n’a été jugée, et ce que vous aviez acquis auparavant n’est pas remis en cause.</xsl:when>
        <xsl:when test="$etat = 'sursis'"><xsl:call-template name="le-jury"/>a sursis à statuer<xsl:choose><xsl:when test="$valides and $blocs[@etat = 'sursis']"> sur <xsl:call-template name="les-blocs"><xsl:with-param name="blocs" select="$blocs[@etat = 'sursis']"/></xsl:call-template></xsl:when><xsl:otherwise> sur votre candidature</xsl:otherwise></xsl:choose>. Ce n’est pas un refus&#160;: sa décision vous sera notifiée par un nouveau courrier<xsl:choose>
            <!-- What the jury asks is not to be waited for. -->
            <xsl:when test="not($candidat/d:recommandation != '')">, et vous n’avez rien à faire d’ici là.</xsl:when>
            <xsl:when test="$evalue">. Le conseil du jury est à la fin du relevé ci-joint.</xsl:when>
            <xsl:otherwise>.</xsl:otherwise>
          </xsl:choose></xsl:when>
        <xsl:when test="$etat = 'en-attente'"><xsl:call-template name="le-jury"/>a étudié votre dossier. Il ne suffit pas, à lui seul, pour valider <xsl:call-template name="les-blocs"><xsl:with-param name="blocs" select="$blocs[@etat = 'entretien-requis']"/></xsl:call-template>&#160;: un entretien avec ce même jury vous permettra de le compléter. Vous y serez convoqué<xsl:value-of select="$e"/> par un courrier séparé&#8239;; aucune décision n’est prise sur ce point pour l’instant.</xsl:when>
        <xsl:when test="$etat = 'obtenue' and $candidat/@capitalisation = 'oui'"><xsl:call-template name="le-jury"/>a constaté que vous détenez tous les blocs de compétences&#160;: la certification vous est délivrée par capitalisation.</xsl:when>
        <xsl:when test="$etat = 'obtenue' and $rs"><xsl:call-template name="le-jury"/>a constaté que vous avez acquis toutes les compétences de la certification.</xsl:when>
        <xsl:when test="$etat = 'obtenue' and $anterieurs"><xsl:call-template name="le-jury"/>a validé <xsl:choose><xsl:when test="count($valides) = 1">le bloc que vous présentiez</xsl:when><xsl:otherwise>les blocs que vous présentiez</xsl:otherwise></xsl:choose>. Avec ce que vous aviez déjà acquis, vous détenez maintenant tous les blocs de la certification.</xsl:when>
        <xsl:when test="$etat = 'obtenue'"><xsl:call-template name="le-jury"/>a constaté que vous avez acquis toutes les compétences de tous les blocs de la certification.</xsl:when>
        <xsl:when test="$rs">
          <xsl:call-template name="le-jury"/>
          <xsl:text>a constaté que vous avez acquis </xsl:text><xsl:value-of select="count($candidat/d:competence[starts-with(@resultat, 'acquise')])"/>
          <xsl:text> des </xsl:text><xsl:value-of select="count($candidat/d:competence)"/>
          <xsl:text> compétences&#8239;; toutes sont nécessaires. Le relevé ci-joint donne ses motifs.</xsl:text>
        </xsl:when>
        <xsl:when test="$etat = 'partielle' and not($manquantes)"><xsl:call-template name="le-jury"/>a constaté que vous en avez acquis toutes les compétences.</xsl:when>
        <xsl:otherwise><xsl:call-template name="le-jury"/>a examiné chaque compétence. Un bloc est validé lorsque toutes ses compétences sont acquises&#8239;; le relevé ci-joint donne, pour chacune de celles qui ne le sont pas encore, les motifs du jury.</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    <xsl:if test="$etat = 'obtenue' or $valides">
      <fo:block role="P" space-before="1.5mm">
        <xsl:choose>
          <xsl:when test="count($valides) + number($etat = 'obtenue') = 1">Votre parchemin vous est adressé avec ce courrier ou par un envoi séparé&#160;: conservez-le.</xsl:when>
          <xsl:otherwise>Vos parchemins vous sont adressés avec ce courrier ou par un envoi séparé&#160;: conservez-les.</xsl:otherwise>
        </xsl:choose>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- How many of a bloc's competences are acquired: a square each, filled or not. -->
  <xsl:variable name="detaillees" select="$blocs[d:competence[@resultat != '']]"/>
  <xsl:variable name="plus-de-competences">
    <xsl:for-each select="$blocs">
      <xsl:sort select="count(d:competence)" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="count(d:competence)"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="largeur-barre" select="17 + 2.3 * ($plus-de-competences - 4) * ($plus-de-competences &gt; 4 and $plus-de-competences &lt; 9) + 11 * ($plus-de-competences &gt; 8)"/>
  <xsl:template name="barre-competences">
    <xsl:variable name="acquises" select="count(d:competence[@resultat = 'acquise' or @resultat = 'acquise-anterieurement'])"/>
    <xsl:variable name="toutes" select="count(d:competence)"/>
    <xsl:if test="$toutes &gt; 0">
      <fo:instream-foreign-object alignment-baseline="middle">
        <xsl:attribute name="fox:alt-text">
          <xsl:value-of select="f:nombre-accord($acquises, 'compétence acquise', 'compétences acquises')"/>
          <xsl:text> sur </xsl:text><xsl:value-of select="$toutes"/>
        </xsl:attribute>
        <fig:barres largeur="{$largeur-barre - 7 - 3 * ($plus-de-competences &gt; 9)}mm" pas="3.4mm" libelles="0mm" valeurs="0mm" unites="oui" couleur="{$encre}">
          <fig:barre valeur="{$acquises}" sur="{$toutes}"/>
        </fig:barres>
      </fo:instream-foreign-object>
      <!-- On the line of the row, not of the figure. -->
      <xsl:value-of select="concat('&#160;', $acquises, '&#8239;/&#8239;', $toutes)"/>
    </xsl:if>
  </xsl:template>

  <!-- The blocs, one a line. -->
  <xsl:template name="resume-blocs">
    <fo:table xsl:use-attribute-sets="tableau" space-before="3.5mm" font-family="{$sans}" font-size="8.6pt" line-height="4.2mm">
      <fo:table-column column-width="13mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <xsl:if test="$detaillees"><fo:table-column column-width="{$largeur-barre + 3}mm"/></xsl:if>
      <fo:table-column>
        <xsl:attribute name="column-width"><xsl:choose><xsl:when test="$anterieurs">43mm</xsl:when><xsl:otherwise>27mm</xsl:otherwise></xsl:choose></xsl:attribute>
      </fo:table-column>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Bloc de compétences</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
          <xsl:if test="$detaillees">
            <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Compétences</fo:block></fo:table-cell>
          </xsl:if>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Résultat</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="$blocs">
          <fo:table-row keep-together.within-page="always">
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block font-weight="700">Bloc&#160;<xsl:value-of select="@numero"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block><xsl:value-of select="f:typo(d:intitule)"/></fo:block></fo:table-cell>
            <xsl:if test="$detaillees">
              <fo:table-cell xsl:use-attribute-sets="cellule"><fo:block line-stacking-strategy="font-height"><xsl:call-template name="barre-competences"/></fo:block></fo:table-cell>
            </xsl:if>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:call-template name="signe"><xsl:with-param name="etat" select="@etat"/></xsl:call-template>
                <xsl:text>&#160;</xsl:text>
                <xsl:call-template name="etat-bloc"/>
                <xsl:if test="@etat = 'acquis-anterieurement' and @acquis-le != ''"> le <xsl:value-of select="f:date-longue(@acquis-le)"/></xsl:if>
              </fo:block>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <!-- A point of the letter: what it is about, and what is to be known. -->
  <xsl:template name="point">
    <xsl:param name="titre"/>
    <xsl:param name="texte"/>
    <fo:list-item space-before="2.35mm" keep-together.within-page="always">
      <fo:list-item-label end-indent="label-end()">
        <fo:block font-family="{$sans}" font-size="8.8pt" font-weight="700" color="{$encre}"><xsl:value-of select="$titre"/></fo:block>
      </fo:list-item-label>
      <fo:list-item-body start-indent="body-start()"><xsl:copy-of select="$texte"/></fo:list-item-body>
    </fo:list-item>
  </xsl:template>

  <!-- What is acquired, and until when. -->
  <xsl:template name="acquis">
    <xsl:if test="$etat != 'obtenue' and ($valides or $anterieurs or $gardees) or $etat = 'obtenue'">
      <xsl:call-template name="point">
        <xsl:with-param name="titre">Ce qui vous est acquis</xsl:with-param>
        <xsl:with-param name="texte">
      <xsl:if test="$etat = 'obtenue'">
        <fo:block role="P">
          <xsl:choose><xsl:when test="$type-feminin">La certification</xsl:when><xsl:when test="$certification/@type = 'TITRE'">Le titre</xsl:when><xsl:when test="$certification/@type = 'DIPLOME'">Le diplôme</xsl:when><xsl:otherwise>Le <xsl:value-of select="$certification/@type"/></xsl:otherwise></xsl:choose>
          <xsl:text> vous est acquis</xsl:text><xsl:if test="$type-feminin">e</xsl:if>
          <xsl:choose>
            <xsl:when test="$certification/d:validite/@certification != '' and $certification/d:validite/@certification != 'illimitee'">
              <xsl:text> pour </xsl:text><xsl:value-of select="f:duree($certification/d:validite/@certification)"/>
            </xsl:when>
            <xsl:when test="$certification/d:validite/@certification = 'illimitee'"> sans limitation dans le temps</xsl:when>
          </xsl:choose>
          <xsl:text>.</xsl:text>
        </fo:block>
      </xsl:if>
      <xsl:if test="$etat != 'obtenue'">
        <xsl:variable name="sans-fin" select="($valides | $anterieurs)[not(@valable-jusqu-au != '')]"/>
        <xsl:if test="$sans-fin">
          <fo:block role="P">
            <xsl:choose><xsl:when test="count($sans-fin) = 1">Le </xsl:when><xsl:otherwise>Les </xsl:otherwise></xsl:choose>
            <xsl:call-template name="numeros"><xsl:with-param name="blocs" select="$sans-fin"/></xsl:call-template>
            <xsl:if test="$certification/d:validite/@blocs = 'illimitee'">, sans limitation dans le temps</xsl:if>
            <xsl:text>.</xsl:text>
          </fo:block>
        </xsl:if>
        <xsl:for-each select="($valides | $anterieurs)[@valable-jusqu-au != '']">
          <fo:block role="P">
            <xsl:text>Le bloc&#160;</xsl:text><xsl:value-of select="@numero"/>
            <xsl:text>, jusqu’au </xsl:text><xsl:value-of select="f:date-longue(@valable-jusqu-au)"/><xsl:text> inclus.</xsl:text>
          </fo:block>
        </xsl:for-each>
        <xsl:if test="$gardees"><xsl:call-template name="competences-gardees"/></xsl:if>
      </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="competences-gardees">
    <fo:block role="P">
      <xsl:choose>
        <xsl:when test="count($gardees) &gt; 6">Les <xsl:value-of select="f:en-lettres(count($gardees))"/> compétences que le relevé dit acquises dans des blocs qui ne le sont pas encore</xsl:when>
        <xsl:when test="count($gardees) = 1">La compétence </xsl:when>
        <xsl:otherwise>Les compétences </xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="$gardees[count($gardees) &lt;= 6]">
        <xsl:choose>
          <xsl:when test="position() = 1"/>
          <xsl:when test="position() = last()"> et </xsl:when>
          <xsl:otherwise>, </xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="@ref"/>
      </xsl:for-each>
      <xsl:variable name="fins" select="$gardees[@valable-jusqu-au != '']"/>
      <xsl:variable name="fin" select="$fins[1]/@valable-jusqu-au"/>
      <xsl:choose>
        <xsl:when test="$fins and not($fins[@valable-jusqu-au != $fin])">, jusqu’au <xsl:value-of select="f:date-longue($fin)"/> inclus</xsl:when>
        <xsl:when test="$fins">, jusqu’à la date que porte le relevé</xsl:when>
      </xsl:choose>
      <xsl:choose><xsl:when test="count($gardees) = 1">&#160;: vous n’aurez pas à la présenter de nouveau</xsl:when><xsl:otherwise>&#160;: vous n’aurez pas à les présenter de nouveau</xsl:otherwise></xsl:choose>
      <xsl:if test="$fins"> d’ici là</xsl:if>
      <xsl:text>.</xsl:text>
    </fo:block>
  </xsl:template>

  <!-- What is still to be obtained. -->
  <xsl:template name="reste">
    <xsl:if test="$etat != 'obtenue' and $a-obtenir">
      <xsl:call-template name="point">
        <xsl:with-param name="titre">Ce qu’il reste à obtenir</xsl:with-param>
        <xsl:with-param name="texte">
      <xsl:choose>
        <xsl:when test="count($a-obtenir) = count($blocs)">
          <fo:block role="P">
            <xsl:choose>
              <xsl:when test="count($blocs) = 1">Le bloc&#160;1.</xsl:when>
              <xsl:otherwise>Les <xsl:value-of select="f:en-lettres(count($blocs))"/> blocs de la certification.</xsl:otherwise>
            </xsl:choose>
          </fo:block>
        </xsl:when>
        <xsl:otherwise>
          <fo:block role="P">
            <xsl:choose><xsl:when test="count($a-obtenir) = 1">Le </xsl:when><xsl:otherwise>Les </xsl:otherwise></xsl:choose>
            <xsl:call-template name="numeros"><xsl:with-param name="blocs" select="$a-obtenir"/></xsl:call-template>
            <xsl:text>.</xsl:text>
          </fo:block>
        </xsl:otherwise>
      </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- How to go on. -->
  <xsl:template name="suite">
    <xsl:if test="$etat != 'obtenue' and $etat != 'sursis' and ($certification/d:rattrapage != '' or $etat = 'absent' or $etat = 'excuse')">
      <xsl:call-template name="point">
        <xsl:with-param name="titre">
          <xsl:choose>
            <xsl:when test="$etat = 'absent' or $etat = 'excuse'">Une autre session</xsl:when>
            <xsl:when test="$manquantes">Vous représenter</xsl:when>
            <xsl:otherwise>La suite</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
        <xsl:with-param name="texte">
      <fo:block role="P">
        <xsl:choose>
          <xsl:when test="$etat = 'absent' or $etat = 'excuse'">Prenez contact avec le certificateur<xsl:if test="$certification/d:adresse or $certification/d:contact">, dont les coordonnées figurent en tête de ce courrier,</xsl:if> pour vous inscrire à une prochaine session.</xsl:when>
          <xsl:otherwise><xsl:value-of select="f:typo($certification/d:rattrapage)"/></xsl:otherwise>
        </xsl:choose>
      </fo:block>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The appeal, in the certifier's words. The delay runs from reception: no date can be given. -->
  <xsl:template name="recours">
    <xsl:if test="$certification/d:recours != '' and $etat != 'sursis'">
      <xsl:call-template name="point">
        <xsl:with-param name="titre">Contester cette décision</xsl:with-param>
        <xsl:with-param name="texte">
      <fo:block role="P">
        <xsl:value-of select="f:typo($certification/d:recours)"/>
        <xsl:if test="$certification/d:recours/@delai != ''">
          <xsl:text> Vous disposez pour cela de </xsl:text><xsl:value-of select="f:duree($certification/d:recours/@delai)"/>
          <xsl:text> à compter de la réception de ce courrier.</xsl:text>
        </xsl:if>
      </fo:block>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="salutation">
    <xsl:call-template name="formule"/>
    <xsl:if test="$candidat/d:accompagnateur != ''">
      <fo:block role="P" font-family="{$sans}" font-size="8pt" color="{$gris}" space-before="3mm">
        <xsl:text>Copie&#160;: </xsl:text><xsl:value-of select="f:typo($candidat/d:accompagnateur)"/><xsl:text>, qui vous accompagne dans votre VAE.</xsl:text>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- ===== The transcript ===== -->

  <xsl:template name="releve">
    <fo:block role="H1" break-before="page" font-family="{$titrage}" font-size="24pt" line-height="11.25mm" color="{$encre}">Relevé de résultats</fo:block>
    <fo:block role="P" font-family="{$serif}" font-style="italic" font-size="12.5pt" line-height="5.625mm">
      <xsl:value-of select="concat($type-court, ' ', $intitule-cite)"/>
    </fo:block>
    <fo:block role="P" space-before="2.25mm">
      <fo:inline font-weight="700"><xsl:apply-templates select="$candidat" mode="nom-prenom"/></fo:inline>
      <xsl:if test="$candidat/d:nom-usage != ''">, nom d’usage <xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></xsl:if>
      <xsl:text>, </xsl:text><xsl:apply-templates select="$candidat" mode="naissance"/>
      <xsl:text>. Jury du </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
      <xsl:text>, voie «&#8239;</xsl:text><xsl:value-of select="f:typo($candidat/@voie-libelle)"/><xsl:text>&#8239;».</xsl:text>
    </fo:block>
    <fo:block role="P"><fo:inline font-weight="700">Décision&#160;: </fo:inline><xsl:value-of select="f:typo($candidat/@decision)"/>.</fo:block>
    <xsl:for-each select="$blocs[d:competence]">
      <xsl:call-template name="releve-bloc"/>
    </xsl:for-each>
    <xsl:if test="$candidat/d:competence">
      <xsl:for-each select="$candidat"><fo:block space-before="4.5mm"/><xsl:call-template name="table-releve"/></xsl:for-each>
    </xsl:if>
    <xsl:call-template name="conseil"/>
  </xsl:template>

  <xsl:template name="releve-bloc">
    <fo:block xsl:use-attribute-sets="titre-section" space-before="6.75mm">
      <xsl:text>Bloc&#160;</xsl:text><xsl:value-of select="@numero"/><xsl:text>. </xsl:text><xsl:value-of select="f:typo(d:intitule)"/>
      <fo:inline font-weight="400" font-style="italic">&#160;—&#160;<xsl:call-template name="etat-bloc"/></fo:inline>
    </fo:block>
    <xsl:call-template name="table-releve"/>
  </xsl:template>

  <xsl:template name="table-releve">
    <fo:table xsl:use-attribute-sets="tableau">
      <fo:table-column column-width="15mm"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="36mm"/>
      <fo:table-header>
        <fo:table-row>
          <xsl:call-template name="colonne-suite"><xsl:with-param name="titre">Compétence</xsl:with-param><xsl:with-param name="colonnes" select="2"/></xsl:call-template>
          <fo:table-cell xsl:use-attribute-sets="entete"><fo:block>Résultat</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="d:competence">
          <fo:table-row>
            <xsl:call-template name="entiere"/>
            <xsl:call-template name="pas-seule"/>
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="marque-suite"/><fo:block color="{$gris}"><xsl:value-of select="@ref"/></fo:block></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule"><xsl:call-template name="releve-competence"/></fo:table-cell>
            <fo:table-cell xsl:use-attribute-sets="cellule">
              <fo:block>
                <xsl:call-template name="signe"><xsl:with-param name="etat" select="@resultat"/></xsl:call-template>
                <xsl:text>&#160;</xsl:text><xsl:call-template name="etat-competence"/>
              </fo:block>
              <xsl:if test="@valable-jusqu-au != ''"><fo:block xsl:use-attribute-sets="second">jusqu’au <xsl:value-of select="f:date-longue(@valable-jusqu-au)"/></fo:block></xsl:if>
            </fo:table-cell>
          </fo:table-row>
        </xsl:for-each>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template name="releve-competence">
    <fo:block><xsl:apply-templates select="d:enonce"/></fo:block>
    <xsl:if test="d:commentaire != ''">
      <fo:block role="P" font-family="{$serif}" font-size="10.5pt" space-before="1mm">
        <fo:inline font-style="italic" color="{$encre}">
          <xsl:choose>
            <xsl:when test="starts-with(@resultat, 'acquise')">Point fort&#160;: </xsl:when>
            <xsl:otherwise>Le jury&#160;: </xsl:otherwise>
          </xsl:choose>
        </fo:inline>
        <xsl:value-of select="f:typo(d:commentaire)"/>
      </fo:block>
    </xsl:if>
    <xsl:if test="d:critere[@satisfait = 'non']">
      <fo:block xsl:use-attribute-sets="second" space-before="1mm">
        <xsl:choose><xsl:when test="count(d:critere[@satisfait = 'non']) = 1">Critère non satisfait&#160;:</xsl:when><xsl:otherwise>Critères non satisfaits&#160;:</xsl:otherwise></xsl:choose>
      </fo:block>
      <xsl:for-each select="d:critere[@satisfait = 'non']">
        <fo:block xsl:use-attribute-sets="second" start-indent="3mm" text-indent="-3mm">–&#160;&#160;<xsl:value-of select="f:typo(d:libelle)"/></fo:block>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="conseil">
    <xsl:if test="$candidat/d:recommandation != ''">
      <fo:block space-before="6.75mm" keep-together.within-page="always" start-indent="4mm" border-start-style="solid" border-start-width="1.6pt" border-start-color="{$metal}" padding-start="3mm">
        <fo:block role="H2" font-weight="700" color="{$encre}">Le conseil du jury</fo:block>
        <fo:block role="P" font-family="{$serif}" font-size="11pt"><xsl:value-of select="f:typo($candidat/d:recommandation)"/></fo:block>
      </fo:block>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
