<?xml version="1.0" encoding="UTF-8"?>
<!-- The report of a night: which sessions were closed out, which were not, and why. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:parchemin:dossier:1"
  xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="d f">

  <xsl:import href="page.xsl"/>

  <xsl:variable name="sessions" select="/d:dossier/d:session"/>
  <xsl:variable name="closes" select="$sessions[@etat = 'close']"/>
  <xsl:variable name="refusees" select="$sessions[@etat = 'refusee']"/>
  <xsl:variable name="ouvertes" select="$sessions[@etat = 'ouverte']"/>

  <xsl:template match="/d:dossier">
    <xsl:call-template name="page">
      <xsl:with-param name="titre">Clôture de <xsl:value-of select="f:nombre-accord(count($sessions), 'session', 'sessions')"/></xsl:with-param>
      <xsl:with-param name="contenu">
        <header>
          <xsl:choose>
            <xsl:when test="$refusees or $ouvertes">
              <p class="etat refus"><span aria-hidden="true">✘ </span>
                <xsl:if test="$refusees"><xsl:value-of select="f:nombre-accord(count($refusees), 'session refusée', 'sessions refusées')"/></xsl:if>
                <xsl:if test="$refusees and $ouvertes">, </xsl:if>
                <xsl:if test="$ouvertes"><xsl:value-of select="f:nombre-accord(count($ouvertes), 'session restée ouverte', 'sessions restées ouvertes')"/></xsl:if>
              </p>
            </xsl:when>
            <xsl:otherwise><p class="etat"><span aria-hidden="true">✔ </span>Toutes les sessions sont closes</p></xsl:otherwise>
          </xsl:choose>
          <h1>Clôture des sessions</h1>
        </header>
        <dl class="chiffres">
          <xsl:call-template name="chiffre"><xsl:with-param name="nom">Sessions closes</xsl:with-param><xsl:with-param name="valeur" select="count($closes)"/></xsl:call-template>
          <xsl:call-template name="chiffre"><xsl:with-param name="nom">Sessions non closes</xsl:with-param><xsl:with-param name="valeur" select="count($refusees) + count($ouvertes)"/></xsl:call-template>
          <xsl:call-template name="chiffre"><xsl:with-param name="nom">Candidats</xsl:with-param><xsl:with-param name="valeur" select="sum($closes/@candidats)"/></xsl:call-template>
          <xsl:call-template name="chiffre"><xsl:with-param name="nom">Parchemins</xsl:with-param><xsl:with-param name="valeur" select="sum($closes/@parchemins)"/></xsl:call-template>
        </dl>
        <xsl:if test="$sessions"><xsl:call-template name="etats"/></xsl:if>
        <xsl:call-template name="sessions"/>
        <xsl:call-template name="messages"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="etats">
    <section aria-labelledby="etats">
      <h2 id="etats">États</h2>
      <table class="barres">
        <thead><tr><th scope="col">État</th><th scope="col">Part des sessions</th><th scope="col" class="nombre">Sessions</th></tr></thead>
        <tbody>
          <xsl:call-template name="barre"><xsl:with-param name="nom">Closes</xsl:with-param><xsl:with-param name="nombre" select="count($closes)"/><xsl:with-param name="sur" select="count($sessions)"/><xsl:with-param name="classe">obtenue</xsl:with-param></xsl:call-template>
          <xsl:if test="$ouvertes"><xsl:call-template name="barre"><xsl:with-param name="nom">Restées ouvertes : à relancer</xsl:with-param><xsl:with-param name="nombre" select="count($ouvertes)"/><xsl:with-param name="sur" select="count($sessions)"/><xsl:with-param name="classe">en-attente</xsl:with-param></xsl:call-template></xsl:if>
          <xsl:if test="$refusees"><xsl:call-template name="barre"><xsl:with-param name="nom">Refusées : à corriger</xsl:with-param><xsl:with-param name="nombre" select="count($refusees)"/><xsl:with-param name="sur" select="count($sessions)"/><xsl:with-param name="classe">refusee</xsl:with-param></xsl:call-template></xsl:if>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template name="sessions">
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      <div class="defile" role="region" aria-label="Tableau des sessions" tabindex="0">
        <table class="triable">
          <thead>
            <tr>
              <th scope="col">Session</th>
              <th scope="col">État</th>
              <th scope="col">Candidats</th>
              <th scope="col">Parchemins</th>
              <th scope="col">Messages</th>
              <th scope="col">Fichier</th>
            </tr>
          </thead>
          <tbody><xsl:apply-templates select="$sessions"/></tbody>
        </table>
      </div>
    </section>
  </xsl:template>

  <xsl:template match="d:session">
    <tr>
      <th scope="row">
        <xsl:choose>
          <xsl:when test="@lien"><a href="file://{@lien}"><xsl:call-template name="nom-session"/></a></xsl:when>
          <xsl:otherwise><xsl:call-template name="nom-session"/></xsl:otherwise>
        </xsl:choose>
      </th>
      <td class="bloc">
        <xsl:choose>
          <xsl:when test="@etat = 'close'"><span aria-hidden="true">● </span>close</xsl:when>
          <xsl:when test="@etat = 'refusee'"><span aria-hidden="true">○ </span>refusée</xsl:when>
          <xsl:otherwise><span aria-hidden="true">◐ </span>restée ouverte</xsl:otherwise>
        </xsl:choose>
      </td>
      <td><xsl:if test="@etat != 'refusee'"><xsl:value-of select="@candidats"/></xsl:if></td>
      <td><xsl:if test="@etat != 'refusee'"><xsl:value-of select="@parchemins"/></xsl:if></td>
      <td><xsl:value-of select="count(d:message)"/></td>
      <td><xsl:value-of select="@fichier"/></td>
    </tr>
  </xsl:template>

  <xsl:template name="nom-session">
    <xsl:choose>
      <xsl:when test="@id != ''"><xsl:value-of select="@id"/></xsl:when>
      <xsl:otherwise>sans identifiant</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@revision &gt; 1">, révision <xsl:value-of select="@revision"/></xsl:if>
  </xsl:template>

  <xsl:template name="messages">
    <xsl:variable name="messages" select="//d:message"/>
    <section aria-labelledby="messages">
      <h2 id="messages">Messages</h2>
      <xsl:choose>
        <xsl:when test="$messages"><xsl:call-template name="table-messages"><xsl:with-param name="messages" select="$messages"/></xsl:call-template></xsl:when>
        <xsl:otherwise><p>Rien à signaler.</p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
