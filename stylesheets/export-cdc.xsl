<?xml version="1.0" encoding="UTF-8"?>
<!-- The file that a certifier sends to the Caisse des dépôts (accrochage, kit 2.0.0): from the list of certifications obtained that can
     be sent. An element that has no value is nil where the schema says so, else left out: an empty one is refused. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:e="urn:parchemin:envoi:1" exclude-result-prefixes="e">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:template match="/e:envoi">
    <cpf:flux>
      <cpf:idFlux><xsl:value-of select="@id"/></cpf:idFlux>
      <cpf:horodatage><xsl:value-of select="@horodatage"/></cpf:horodatage>
      <cpf:emetteur>
        <cpf:idClient><xsl:value-of select="@id-client"/></cpf:idClient>
        <cpf:certificateurs>
          <cpf:certificateur>
            <cpf:idClient><xsl:value-of select="@id-client"/></cpf:idClient>
            <cpf:idContrat><xsl:value-of select="@id-contrat"/></cpf:idContrat>
            <cpf:certifications><xsl:apply-templates select="e:certification"/></cpf:certifications>
          </cpf:certificateur>
        </cpf:certificateurs>
      </cpf:emetteur>
    </cpf:flux>
  </xsl:template>

  <xsl:template match="e:certification">
    <cpf:certification>
      <cpf:type><xsl:value-of select="@type"/></cpf:type>
      <cpf:code><xsl:value-of select="@code"/></cpf:code>
      <xsl:if test="/e:envoi/@nature-deposant != ''">
        <cpf:natureDeposant><xsl:value-of select="/e:envoi/@nature-deposant"/></cpf:natureDeposant>
      </xsl:if>
      <cpf:passageCertifications><xsl:apply-templates select="e:passage"/></cpf:passageCertifications>
    </cpf:certification>
  </xsl:template>

  <!-- A jury admits; it gives no score and no mention. No level of language or of digital skills is certified. -->
  <xsl:template match="e:passage">
    <xsl:text>&#10;</xsl:text>
    <cpf:passageCertification>
      <cpf:idTechnique><xsl:value-of select="@numero"/></cpf:idTechnique>
      <cpf:obtentionCertification>PAR_ADMISSION</cpf:obtentionCertification>
      <cpf:donneeCertifiee>true</cpf:donneeCertifiee>
      <cpf:dateDebutValidite><xsl:value-of select="@debut"/></cpf:dateDebutValidite>
      <cpf:dateFinValidite><xsl:call-template name="or-nil"><xsl:with-param name="value" select="@fin"/></xsl:call-template></cpf:dateFinValidite>
      <cpf:presenceNiveauLangueEuro>false</cpf:presenceNiveauLangueEuro>
      <cpf:presenceNiveauNumeriqueEuro>false</cpf:presenceNiveauNumeriqueEuro>
      <cpf:scoring xsi:nil="true"/>
      <cpf:mentionValidee xsi:nil="true"/>
      <cpf:modalitesInscription>
        <cpf:modaliteAcces><xsl:call-template name="or-nil"><xsl:with-param name="value" select="@acces"/></xsl:call-template></cpf:modaliteAcces>
      </cpf:modalitesInscription>
      <cpf:identificationTitulaire><xsl:apply-templates select="e:titulaire"/></cpf:identificationTitulaire>
    </cpf:passageCertification>
  </xsl:template>

  <xsl:template match="e:titulaire">
    <cpf:titulaire>
      <cpf:nomNaissance><xsl:value-of select="e:nom-naissance"/></cpf:nomNaissance>
      <cpf:nomUsage><xsl:call-template name="or-nil"><xsl:with-param name="value" select="e:nom-usage"/></xsl:call-template></cpf:nomUsage>
      <cpf:prenom1><xsl:value-of select="e:prenom[1]"/></cpf:prenom1>
      <xsl:if test="e:prenom[2]"><cpf:prenom2><xsl:value-of select="e:prenom[2]"/></cpf:prenom2></xsl:if>
      <xsl:if test="e:prenom[3]"><cpf:prenom3><xsl:value-of select="e:prenom[3]"/></cpf:prenom3></xsl:if>
      <cpf:anneeNaissance><xsl:value-of select="@annee"/></cpf:anneeNaissance>
      <cpf:moisNaissance><xsl:call-template name="or-nil"><xsl:with-param name="value" select="@mois"/></xsl:call-template></cpf:moisNaissance>
      <cpf:jourNaissance><xsl:call-template name="or-nil"><xsl:with-param name="value" select="@jour"/></xsl:call-template></cpf:jourNaissance>
      <cpf:sexe><xsl:value-of select="@sexe"/></cpf:sexe>
      <!-- Born abroad: the code of the country stands in the place of the commune's; no postcode. -->
      <cpf:codeCommuneNaissance>
        <cpf:codeInseeNaissance><cpf:codeInsee><xsl:value-of select="@insee"/></cpf:codeInsee></cpf:codeInseeNaissance>
      </cpf:codeCommuneNaissance>
      <xsl:if test="@commune != ''">
        <cpf:libelleCommuneNaissance><xsl:value-of select="@commune"/></cpf:libelleCommuneNaissance>
      </xsl:if>
      <xsl:if test="@pays != ''">
        <cpf:codePaysNaissance><xsl:value-of select="@pays"/></cpf:codePaysNaissance>
      </xsl:if>
      <xsl:if test="@pays-nom != ''">
        <cpf:libellePaysNaissance><xsl:value-of select="@pays-nom"/></cpf:libellePaysNaissance>
      </xsl:if>
    </cpf:titulaire>
  </xsl:template>

  <!-- The value; without one, the element that this stands in is nil. -->
  <xsl:template name="or-nil">
    <xsl:param name="value"/>
    <xsl:if test="string($value) = ''"><xsl:attribute name="xsi:nil">true</xsl:attribute></xsl:if>
    <xsl:value-of select="$value"/>
  </xsl:template>
</xsl:stylesheet>
