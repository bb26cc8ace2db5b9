<?xml version="1.0" encoding="UTF-8"?>
<!-- The morning report of a session: one page of HTML that needs nothing else, beside the documents that it leads to. What it shows by
     a colour it also says in words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:parchemin:dossier:1"
  xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="page.xsl"/>

  <xsl:variable name="dossier" select="/d:dossier"/>
  <xsl:variable name="effectifs" select="$dossier/d:effectifs"/>
  <xsl:variable name="blocs" select="$dossier/d:bloc[@id != '']"/>
  <xsl:variable name="candidats" select="$dossier/d:candidat"/>
  <xsl:variable name="session" select="$dossier/d:session"/>

  <xsl:key name="documents" match="d:document" use="@candidat"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="page">
      <xsl:with-param name="titre">Session <xsl:value-of select="$session/@id"/></xsl:with-param>
      <xsl:with-param name="contenu">
        <header>
          <p class="etat"><span aria-hidden="true">✔ </span>Session close<xsl:if test="$session/@revision &gt; 1">, révision <xsl:value-of select="$session/@revision"/></xsl:if></p>
          <h1>Session <xsl:value-of select="$session/@id"/></h1>
          <p><xsl:value-of select="f:typo(d:certification/d:intitule)"/></p>
          <p>
            <xsl:text>Jury du </xsl:text><xsl:value-of select="f:date-longue($session/@date)"/>
            <xsl:if test="$session/@lieu != ''">, <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
          </p>
          <xsl:if test="@specimen = 'oui'"><p class="specimen">Spécimen</p></xsl:if>
        </header>
        <xsl:call-template name="chiffres"/>
        <xsl:call-template name="session"/>
        <xsl:call-template name="decisions"/>
        <xsl:if test="$blocs"><xsl:call-template name="blocs"/></xsl:if>
        <xsl:call-template name="candidats"/>
        <xsl:call-template name="messages"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="chiffres">
    <dl class="chiffres">
      <xsl:call-template name="chiffre"><xsl:with-param name="nom">Inscrits</xsl:with-param><xsl:with-param name="valeur" select="$effectifs/@inscrits"/></xsl:call-template>
      <xsl:call-template name="chiffre"><xsl:with-param name="nom">Présents</xsl:with-param><xsl:with-param name="valeur" select="$effectifs/@presents"/></xsl:call-template>
      <xsl:call-template name="chiffre"><xsl:with-param name="nom">Certifications obtenues</xsl:with-param><xsl:with-param name="valeur" select="$effectifs/@obtenue"/></xsl:call-template>
      <xsl:call-template name="chiffre"><xsl:with-param name="nom">Parchemins</xsl:with-param><xsl:with-param name="valeur" select="$effectifs/@parchemins"/></xsl:call-template>
    </dl>
  </xsl:template>

  <xsl:template name="session">
    <section aria-labelledby="session">
      <h2 id="session">Documents de la session</h2>
      <ul class="liens">
        <xsl:for-each select="$dossier/d:document[not(@candidat)]">
          <li><a href="{@chemin}"><xsl:call-template name="genre"/></a></li>
        </xsl:for-each>
      </ul>
    </section>
  </xsl:template>

  <xsl:template name="genre">
    <xsl:choose>
      <xsl:when test="@genre = 'pv'">Procès-verbal</xsl:when>
      <xsl:when test="@genre = 'parchemins'">Parchemin</xsl:when>
      <xsl:when test="@genre = 'resultats'">Lettre</xsl:when>
      <xsl:when test="@genre = 'emargement'">Feuille d’émargement</xsl:when>
      <xsl:when test="@genre = 'bilan'">Bilan de la session</xsl:when>
      <xsl:when test="@genre = 'deliberation'">Délibération (XML)</xsl:when>
      <xsl:otherwise><xsl:value-of select="@genre"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== Charts: a table whose bars are drawn ===== -->

  <xsl:template name="decisions">
    <section aria-labelledby="decisions">
      <h2 id="decisions">Décisions</h2>
      <table class="barres">
        <thead><tr><th scope="col">Décision</th><th scope="col">Part des inscrits</th><th scope="col" class="nombre">Candidats</th></tr></thead>
        <tbody>
          <xsl:call-template name="decision"><xsl:with-param name="etat">obtenue</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">partielle</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">en-attente</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">sursis</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">non-obtenue</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">absent</xsl:with-param></xsl:call-template>
          <xsl:call-template name="decision"><xsl:with-param name="etat">excuse</xsl:with-param></xsl:call-template>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template name="decision">
    <xsl:param name="etat"/>
    <xsl:variable name="nombre" select="count($candidats[@certification = $etat])"/>
    <xsl:if test="$nombre">
      <xsl:call-template name="barre">
        <xsl:with-param name="nom"><xsl:call-template name="etat-certification"><xsl:with-param name="etat" select="$etat"/></xsl:call-template></xsl:with-param>
        <xsl:with-param name="nombre" select="$nombre"/>
        <xsl:with-param name="sur" select="count($candidats)"/>
        <xsl:with-param name="classe" select="$etat"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="etat-certification">
    <xsl:param name="etat" select="@certification"/>
    <xsl:choose>
      <xsl:when test="$etat = 'obtenue'">Certification obtenue</xsl:when>
      <xsl:when test="$etat = 'partielle'">Des blocs validés</xsl:when>
      <xsl:when test="$etat = 'en-attente'">Entretien requis</xsl:when>
      <xsl:when test="$etat = 'sursis'">Décision différée</xsl:when>
      <xsl:when test="$etat = 'absent'">Absent</xsl:when>
      <xsl:when test="$etat = 'excuse'">Excusé</xsl:when>
      <xsl:otherwise>Rien de validé</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="blocs">
    <section aria-labelledby="blocs">
      <h2 id="blocs">Blocs validés</h2>
      <table class="barres">
        <thead><tr><th scope="col">Bloc</th><th scope="col">Part de ceux qui l’ont présenté</th><th scope="col" class="nombre">Validés</th></tr></thead>
        <tbody>
          <xsl:for-each select="$blocs">
            <xsl:variable name="tenus" select="$candidats/d:bloc[@ref = current()/@id]"/>
            <xsl:call-template name="barre">
              <xsl:with-param name="nom">
                <xsl:if test="@numero != ''">Bloc&#160;<xsl:value-of select="@numero"/>, </xsl:if>
                <xsl:value-of select="f:typo(d:intitule)"/>
              </xsl:with-param>
              <xsl:with-param name="nombre" select="count($tenus[@etat = 'valide'])"/>
              <xsl:with-param name="sur" select="count($tenus[@etat != 'non-presente' and @etat != 'acquis-anterieurement'])"/>
              <xsl:with-param name="classe">obtenue</xsl:with-param>
            </xsl:call-template>
          </xsl:for-each>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <!-- ===== Candidates ===== -->

  <xsl:template name="candidats">
    <section aria-labelledby="candidats">
      <h2 id="candidats">Candidats</h2>
      <div class="defile" role="region" aria-label="Tableau des candidats" tabindex="0">
        <table class="triable">
          <thead>
            <tr>
              <th scope="col">Candidat</th>
              <th scope="col">Dossier</th>
              <th scope="col">Décision</th>
              <xsl:for-each select="$blocs"><th scope="col"><abbr title="{d:intitule}">Bloc&#160;<xsl:value-of select="@numero"/></abbr></th></xsl:for-each>
              <th scope="col" class="fixe">Documents</th>
            </tr>
          </thead>
          <tbody><xsl:apply-templates select="$candidats"/></tbody>
        </table>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="d:candidat">
    <xsl:variable name="candidat" select="."/>
    <tr>
      <th scope="row"><xsl:value-of select="f:capitales(d:nom-naissance)"/><xsl:text> </xsl:text><xsl:value-of select="f:nom(d:prenom)"/></th>
      <td><xsl:value-of select="@id"/></td>
      <td><xsl:call-template name="signe"><xsl:with-param name="etat" select="@certification"/></xsl:call-template><xsl:text>&#160;</xsl:text><xsl:value-of select="f:typo(@decision)"/></td>
      <xsl:for-each select="$blocs">
        <xsl:variable name="tenu" select="$candidat/d:bloc[@ref = current()/@id]"/>
        <td class="bloc"><xsl:call-template name="signe"><xsl:with-param name="etat" select="$tenu/@etat"/></xsl:call-template><xsl:text>&#160;</xsl:text><xsl:call-template name="etat-bloc"><xsl:with-param name="etat" select="$tenu/@etat"/></xsl:call-template></td>
      </xsl:for-each>
      <td>
        <ul class="liens">
          <xsl:for-each select="key('documents', @id)">
            <li><a href="{@chemin}"><xsl:call-template name="genre"/><xsl:if test="@genre = 'parchemins' and not(@bloc != '')"> de la certification</xsl:if><xsl:if test="@bloc != ''"> du bloc&#160;<xsl:value-of select="$blocs[@id = current()/@bloc]/@numero"/></xsl:if><span class="cache"> de <xsl:value-of select="f:nom($candidat/d:prenom)"/><xsl:text> </xsl:text><xsl:value-of select="$candidat/d:nom-naissance"/></span></a></li>
          </xsl:for-each>
        </ul>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="etat-bloc">
    <xsl:param name="etat"/>
    <xsl:choose>
      <xsl:when test="$etat = 'valide'">validé</xsl:when>
      <xsl:when test="$etat = 'acquis-anterieurement'">acquis</xsl:when>
      <xsl:when test="$etat = 'entretien-requis'">entretien requis</xsl:when>
      <xsl:when test="$etat = 'sursis'">différé</xsl:when>
      <xsl:when test="$etat = 'non-valide'">non validé</xsl:when>
      <xsl:otherwise>non présenté</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="messages">
    <xsl:variable name="messages" select="$dossier/d:message"/>
    <section aria-labelledby="messages">
      <h2 id="messages">Messages</h2>
      <xsl:choose>
        <xsl:when test="$messages"><xsl:call-template name="table-messages"><xsl:with-param name="messages" select="$messages"/></xsl:call-template></xsl:when>
        <xsl:otherwise><p>Rien à signaler sur les résultats de ce jury.</p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
