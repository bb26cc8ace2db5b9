<?xml version="1.0" encoding="UTF-8"?>
<!-- The manifest of an archive to be submitted (SEDA; the version of its namespace is set by the program). The whole of it comes from
     e:paquet; its objects and units, of which there may be tens of thousands, come from e:lot, some at a time, and take the places
     that the processing instructions mark. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="fr:gouv:culture:archivesdefrance:seda:v2.2"
  xmlns:e="urn:parchemin:envoi:1" xmlns:f="urn:parchemin:fonctions:1" exclude-result-prefixes="e f">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:template match="/e:paquet">
    <ArchiveTransfer>
      <Comment><xsl:value-of select="@commentaire"/></Comment>
      <Date><xsl:value-of select="@moment"/></Date>
      <MessageIdentifier><xsl:value-of select="@id"/></MessageIdentifier>
      <xsl:if test="@accord != ''"><ArchivalAgreement><xsl:value-of select="@accord"/></ArchivalAgreement></xsl:if>
      <CodeListVersions/>
      <DataObjectPackage>
        <xsl:for-each select="e:session"><xsl:processing-instruction name="objets"><xsl:value-of select="position()"/></xsl:processing-instruction></xsl:for-each>
        <DescriptiveMetadata><xsl:apply-templates select="e:session"/></DescriptiveMetadata>
        <ManagementMetadata>
          <OriginatingAgencyIdentifier><xsl:value-of select="@service-producteur"/></OriginatingAgencyIdentifier>
          <SubmissionAgencyIdentifier><xsl:value-of select="@service-versant"/></SubmissionAgencyIdentifier>
        </ManagementMetadata>
      </DataObjectPackage>
      <ArchivalAgency><Identifier><xsl:value-of select="@service-archives"/></Identifier></ArchivalAgency>
      <TransferringAgency><Identifier><xsl:value-of select="@service-versant"/></Identifier></TransferringAgency>
    </ArchiveTransfer>
  </xsl:template>

  <!-- A session: its minutes and data, and below it the parchments and the results. -->
  <xsl:template match="e:session">
    <xsl:variable name="place" select="count(preceding-sibling::e:session) + 1"/>
    <xsl:text>&#10;</xsl:text>
    <ArchiveUnit id="S{$place}">
      <xsl:if test="../@regle-dua != '' or ../@regle-acces != ''">
        <Management>
          <xsl:if test="../@regle-dua != ''">
            <AppraisalRule>
              <Rule><xsl:value-of select="../@regle-dua"/></Rule>
              <StartDate><xsl:value-of select="@date"/></StartDate>
              <FinalAction><xsl:value-of select="../@sort-final"/></FinalAction>
            </AppraisalRule>
          </xsl:if>
          <xsl:if test="../@regle-acces != ''">
            <AccessRule>
              <Rule><xsl:value-of select="../@regle-acces"/></Rule>
              <StartDate><xsl:value-of select="@date"/></StartDate>
            </AccessRule>
          </xsl:if>
        </Management>
      </xsl:if>
      <Content>
        <DescriptionLevel>RecordGrp</DescriptionLevel>
        <Title><xsl:value-of select="concat('Session de jury ', @id, ', ', @intitule, ', ', f:date-longue(@date))"/></Title>
        <OriginatingAgencyArchiveUnitIdentifier><xsl:value-of select="concat(@id, '/r', @revision)"/></OriginatingAgencyArchiveUnitIdentifier>
        <Description>
          <xsl:value-of select="concat('Procès-verbal, parchemins et résultats de la session, révision ', @revision)"/>
          <xsl:if test="@code != ''"><xsl:value-of select="concat(' (', @code, ')')"/></xsl:if>
          <xsl:if test="@specimen = 'oui'"> (spécimen)</xsl:if>
        </Description>
        <StartDate><xsl:value-of select="@date"/></StartDate>
        <EndDate><xsl:value-of select="@date"/></EndDate>
      </Content>
      <xsl:processing-instruction name="unites"><xsl:value-of select="concat($place, ' autres')"/></xsl:processing-instruction>
      <xsl:if test="@parchemins != 0">
        <ArchiveUnit id="P{$place}">
          <Content><DescriptionLevel>File</DescriptionLevel><Title>Parchemins</Title></Content>
          <xsl:processing-instruction name="unites"><xsl:value-of select="concat($place, ' parchemins')"/></xsl:processing-instruction>
        </ArchiveUnit>
      </xsl:if>
      <xsl:if test="@resultats != 0">
        <ArchiveUnit id="R{$place}">
          <Content><DescriptionLevel>File</DescriptionLevel><Title>Résultats des candidats</Title></Content>
          <xsl:processing-instruction name="unites"><xsl:value-of select="concat($place, ' resultats')"/></xsl:processing-instruction>
        </ArchiveUnit>
      </xsl:if>
    </ArchiveUnit>
  </xsl:template>

  <xsl:template match="/e:lot">
    <lot><xsl:apply-templates select="e:objet | e:unite"/></lot>
  </xsl:template>

  <!-- A file. PDF/A-3a is fmt/479, HTML 5 fmt/471, XML 1.0 fmt/101. -->
  <xsl:template match="e:objet">
    <xsl:text>&#10;</xsl:text>
    <DataObjectGroup id="G{@id}">
      <BinaryDataObject id="O{@id}">
        <DataObjectVersion>BinaryMaster_1</DataObjectVersion>
        <Uri><xsl:value-of select="@uri"/></Uri>
        <MessageDigest algorithm="SHA-512"><xsl:value-of select="@sha512"/></MessageDigest>
        <Size><xsl:value-of select="@taille"/></Size>
        <FormatIdentification>
          <xsl:choose>
            <xsl:when test="@pdf = 'oui'">
              <FormatLitteral>Acrobat PDF/A - Portable Document Format</FormatLitteral>
              <MimeType>application/pdf</MimeType>
              <FormatId>fmt/479</FormatId>
            </xsl:when>
            <xsl:when test="@html = 'oui'">
              <FormatLitteral>Hypertext Markup Language</FormatLitteral>
              <MimeType>text/html</MimeType>
              <FormatId>fmt/471</FormatId>
            </xsl:when>
            <xsl:otherwise>
              <FormatLitteral>Extensible Markup Language</FormatLitteral>
              <MimeType>text/xml</MimeType>
              <FormatId>fmt/101</FormatId>
            </xsl:otherwise>
          </xsl:choose>
        </FormatIdentification>
        <FileInfo><Filename><xsl:value-of select="@nom"/></Filename></FileInfo>
      </BinaryDataObject>
    </DataObjectGroup>
  </xsl:template>

  <xsl:template match="e:unite">
    <xsl:text>&#10;</xsl:text>
    <ArchiveUnit id="U{@id}">
      <Content>
        <DescriptionLevel>Item</DescriptionLevel>
        <Title><xsl:apply-templates select="." mode="titre"/></Title>
        <OriginatingAgencyArchiveUnitIdentifier>
          <xsl:choose>
            <xsl:when test="@numero != ''"><xsl:value-of select="@numero"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@chemin"/></xsl:otherwise>
          </xsl:choose>
        </OriginatingAgencyArchiveUnitIdentifier>
        <TransactedDate><xsl:value-of select="@date"/></TransactedDate>
      </Content>
      <DataObjectReference><DataObjectGroupReferenceId>G<xsl:value-of select="@id"/></DataObjectGroupReferenceId></DataObjectReference>
    </ArchiveUnit>
  </xsl:template>

  <xsl:template match="e:unite" mode="titre">
    <xsl:choose>
      <xsl:when test="@genre = 'pv'">Procès-verbal</xsl:when>
      <xsl:when test="@genre = 'emargement'">Feuille d’émargement</xsl:when>
      <xsl:when test="@genre = 'bilan'">Bilan de la session</xsl:when>
      <xsl:when test="@genre = 'deliberation'">Délibération (données)</xsl:when>
      <xsl:when test="@genre = 'manifeste'">Manifeste : chaque fichier et son empreinte</xsl:when>
      <xsl:when test="@genre = 'parchemins' and @bloc != ''">Parchemin du bloc <xsl:value-of select="concat(@bloc, ', ', @personne)"/></xsl:when>
      <xsl:when test="@genre = 'parchemins'">Parchemin de la certification, <xsl:value-of select="@personne"/></xsl:when>
      <xsl:when test="@genre = 'resultats'">Résultats, <xsl:value-of select="@personne"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@chemin"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
