<?xml version="1.0" encoding="UTF-8"?>
<!-- The parchment: of one bloc, or of the certification. A4 landscape, one page. The mandatory mentions are France compétences' own:
     registration, certifier, registered title, levels, NSF, holder, date and place of delivery, signatory. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
  xmlns:d="urn:parchemin:dossier:1" xmlns:f="urn:parchemin:fonctions:1" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
  xmlns:fig="urn:parchemin:figure:1" exclude-result-prefixes="d f">

  <xsl:import href="commun.xsl"/>

  <xsl:variable name="document">Parchemin</xsl:variable>
  <xsl:variable name="parchemin" select="/d:dossier/d:parchemin"/>
  <xsl:variable name="candidat" select="/d:dossier/d:candidat"/>
  <xsl:variable name="un-bloc" select="$parchemin/@objet = 'bloc'"/>
  <xsl:variable name="bloc" select="$candidat/d:bloc[@ref = $parchemin/@bloc]"/>

  <!-- ===== Lines: names and titles are divided here, so that their sizes follow from their longest line ===== -->

  <!-- Stands for a space at which no line is divided, after a short word; a plain space again where it is printed. -->
  <xsl:variable name="lien" select="'&#xE000;'"/>

  <!-- A text as typed, divided into lines of at most so many letters. -->
  <xsl:template name="composer">
    <xsl:param name="texte"/>
    <xsl:param name="largeur"/>
    <xsl:value-of select="f:lignes($texte, ceiling(string-length($texte) div $largeur))"/>
  </xsl:template>

  <!-- ===== What is to be said ===== -->

  <xsl:variable name="titre">
    <xsl:call-template name="composer">
      <xsl:with-param name="largeur" select="54"/>
      <xsl:with-param name="texte">
        <xsl:choose>
          <xsl:when test="not($un-bloc)"><xsl:value-of select="$intitule"/></xsl:when>
          <xsl:when test="$certification/d:certificat-bloc != ''"><xsl:value-of select="f:typo($certification/d:certificat-bloc)"/></xsl:when>
          <xsl:otherwise>Certificat de bloc de compétences</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:variable>
  <xsl:variable name="longueur-titre" select="f:plus-longue($titre)"/>

  <!-- What the certificate of a bloc is one of, and the bloc's own title. -->
  <xsl:variable name="attestant">
    <xsl:if test="$un-bloc">
      <xsl:call-template name="composer">
        <xsl:with-param name="largeur" select="115"/>
        <xsl:with-param name="texte">
          <xsl:text>attestant l’acquisition du seul bloc&#160;</xsl:text>
          <xsl:value-of select="$bloc/@numero"/>
          <xsl:choose>
            <xsl:when test="$type-feminin"> de la certification </xsl:when>
            <xsl:when test="$certification/@type = 'TITRE'"> du titre </xsl:when>
            <xsl:when test="$certification/@type = 'DIPLOME'"> du diplôme </xsl:when>
            <xsl:otherwise> du <xsl:value-of select="$certification/@type"/><xsl:text> </xsl:text></xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="$intitule-cite"/>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:variable>
  <xsl:variable name="titre-bloc">
    <xsl:if test="$un-bloc">
      <xsl:call-template name="composer">
        <xsl:with-param name="largeur" select="72"/>
        <xsl:with-param name="texte" select="f:typo($bloc/d:intitule)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:variable>
  <xsl:variable name="longueur-titre-bloc" select="f:plus-longue($titre-bloc)"/>

  <!-- First names, then NOM; on two lines, the joint between them is the best place to divide. -->
  <xsl:variable name="prenoms"><xsl:apply-templates select="$candidat" mode="prenoms"/></xsl:variable>
  <xsl:variable name="nom" select="f:capitales($candidat/d:nom-naissance)"/>
  <xsl:variable name="largeur-prenoms" select="0.48 * string-length($prenoms)"/>
  <xsl:variable name="largeur-mw" select="0.3 * (string-length($nom) - string-length(translate($nom, 'MW', '')))"/>
  <xsl:variable name="largeur-nom" select="0.62 * string-length($nom) + $largeur-mw"/>
  <xsl:variable name="nom-compose">
    <xsl:choose>
      <xsl:when test="$largeur-prenoms + $largeur-nom &lt; 24"><xsl:value-of select="concat($prenoms, ' ', $nom)"/></xsl:when>
      <xsl:when test="$largeur-prenoms &lt; 24 and $largeur-nom &lt; 24"><xsl:value-of select="concat($prenoms, '&#10;', $nom)"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="f:lignes(concat($prenoms, ' ', $nom), 2)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <!-- Of the widest line, in ems: capitals take more room. -->
  <xsl:variable name="largeur-nom-compose">
    <xsl:choose>
      <xsl:when test="not(contains($nom-compose, '&#10;'))"><xsl:value-of select="$largeur-prenoms + $largeur-nom + 0.3"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="premiere" select="substring-before($nom-compose, '&#10;')"/>
        <xsl:variable name="a" select="$largeur-prenoms + $largeur-mw + 0.62 * (string-length($premiere) - string-length($prenoms))"/>
        <xsl:variable name="b" select="$largeur-mw + 0.62 * string-length(substring-after($nom-compose, '&#10;'))"/>
        <xsl:value-of select="$a * ($a &gt; $b) + $b * not($a &gt; $b)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- Usage name and birth: on one line, or on one each. -->
  <xsl:variable name="naissance"><xsl:apply-templates select="$candidat" mode="naissance"/></xsl:variable>
  <xsl:variable name="etat-civil-long" select="$candidat/d:nom-usage != ''
    and string-length($naissance) + 1.4 * string-length($candidat/d:nom-usage) &gt; 88"/>

  <!-- Below the decision: the competences of a bloc or of a certification without blocs; else the blocs. -->
  <xsl:variable name="enonces" select="$bloc[$un-bloc]/d:competence | $candidat[$rs]/d:competence | $candidat[not($un-bloc or $rs)]/d:bloc"/>
  <xsl:variable name="textes" select="$enonces/*[self::d:enonce or self::d:intitule][1]"/>
  <xsl:variable name="longueur-enonces" select="f:compter-lignes($textes, 1, 0)"/>
  <xsl:variable name="en-colonnes" select="count($enonces) &gt; 5 or (count($enonces) &gt; 3 and $longueur-enonces &gt; 90 * count($enonces))"/>

  <xsl:variable name="validite" select="$certification/d:validite"/>
  <xsl:variable name="dit-validite" select="$parchemin/@valable-jusqu-au != '' or ($un-bloc and $validite/@blocs = 'illimitee')
    or (not($un-bloc) and $validite/@certification = 'illimitee')"/>

  <!-- ===== How large it may be: ten steps, of which the first that fits the room is taken ===== -->

  <!-- Millimetres; more where the source gives no registration, level or NSF to mention. -->
  <xsl:variable name="mentions"><xsl:call-template name="mentions"/></xsl:variable>
  <xsl:variable name="place" select="121.5 + 9 * not(string($mentions))"/>
  <!-- Points, and shares of the white; four characters a step. -->
  <xsl:variable name="echelle-nom" select="'46  44  41  37  33  29  27  25  24  22  '"/>
  <xsl:variable name="echelle-titre" select="'35  34  32  29  26  23  20  19  18  16  '"/>
  <xsl:variable name="echelle-titre-bloc" select="'22  21  20  19  17  16  14.513.513  12  '"/>
  <xsl:variable name="echelle-texte" select="'13  12.712.312  11.511  10.510  9.6 9.2 '"/>
  <xsl:variable name="echelle-enonces" select="'11.611.210.610  9.3 8.6 7.8 7.1 6.6 6.1 '"/>
  <xsl:variable name="echelle-blanc" select="'1   0.850.7 0.550.420.320.240.190.160.12'"/>

  <!-- Within 660 pt: as large as the longest line lets the name and the titles be. -->
  <xsl:variable name="nom-tient" select="floor(2 * 655 div $largeur-nom-compose) div 2"/>
  <xsl:variable name="titre-tient" select="floor(2 * 640 div (0.49 * $longueur-titre)) div 2"/>
  <xsl:variable name="titre-bloc-tient" select="floor(2 * 620 div (0.47 * $longueur-titre-bloc + 1)) div 2"/>

  <!-- Between the first and the last step that may be: nothing wants more room at a later one. -->
  <xsl:template name="niveau">
    <xsl:param name="premier" select="0"/>
    <xsl:param name="dernier" select="9"/>
    <xsl:param name="essai" select="floor(($premier + $dernier) div 2)"/>
    <xsl:choose>
      <xsl:when test="$premier = $dernier"><xsl:value-of select="$premier"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="hauteur"><xsl:call-template name="hauteur"><xsl:with-param name="rang" select="4 * $essai + 1"/></xsl:call-template></xsl:variable>
        <xsl:variable name="tient" select="$hauteur &lt; $place"/>
        <xsl:call-template name="niveau">
          <xsl:with-param name="premier" select="$premier * $tient + ($essai + 1) * not($tient)"/>
          <xsl:with-param name="dernier" select="$essai * $tient + $dernier * not($tient)"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:variable name="niveau"><xsl:call-template name="niveau"><xsl:with-param name="essai" select="0"/></xsl:call-template></xsl:variable>

  <!-- What was chosen. The name is the largest thing on the page. -->
  <xsl:variable name="corps-du-nom" select="f:moindre(substring($echelle-nom, 4 * $niveau + 1, 4), $nom-tient)"/>
  <xsl:variable name="corps-du-titre" select="f:moindre(f:moindre(substring($echelle-titre, 4 * $niveau + 1, 4), $titre-tient), 0.88 * $corps-du-nom)"/>
  <xsl:variable name="corps-du-titre-bloc" select="f:moindre(substring($echelle-titre-bloc, 4 * $niveau + 1, 4), $titre-bloc-tient)"/>
  <xsl:variable name="blanc" select="number(substring($echelle-blanc, 4 * $niveau + 1, 4))"/>

  <!-- How many statements stand in the first of two columns: as many as bring it nearest to half of all. -->
  <xsl:template name="premiere-colonne">
    <xsl:param name="dedans" select="ceiling(count($enonces) div 4)"/>
    <xsl:choose>
      <xsl:when test="f:compter-lignes($textes[position() &lt;= $dedans], 1, 0) + 40 * $dedans &lt; ($longueur-enonces + 40 * count($enonces)) * 0.47 and $dedans &lt; count($enonces) - 1">
        <xsl:call-template name="premiere-colonne"><xsl:with-param name="dedans" select="$dedans + 1"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$dedans"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:variable name="moitie"><xsl:if test="$en-colonnes"><xsl:call-template name="premiere-colonne"/></xsl:if></xsl:variable>

  <!-- What does not change with the step: lines in the size of the text, gaps between statements, and the height of the titles and the
       name, of which one point is one. -->
  <xsl:variable name="lignes-attestant" select="$un-bloc * (1 + string-length($attestant) - string-length(translate($attestant, '&#10;', '')))"/>
  <xsl:variable name="lignes-texte" select="count($certification/d:certificateur) + $lignes-attestant + not($un-bloc) * 1.15 + 3 + $dit-validite
      + $etat-civil-long + (string-length($session/@lieu) &gt; 40)"/>
  <xsl:variable name="ecarts" select="ceiling(count($enonces) div (1 + $en-colonnes)) - 1"/>
  <xsl:variable name="hauteur-titre" select="1.16 * (1 + string-length($titre) - string-length(translate($titre, '&#10;', '')))"/>
  <xsl:variable name="hauteur-nom" select="1.14 * (1 + string-length($nom-compose) - string-length(translate($nom-compose, '&#10;', '')))"/>
  <xsl:variable name="hauteur-titre-bloc" select="1.24 * ($un-bloc * (1 + string-length($titre-bloc) - string-length(translate($titre-bloc, '&#10;', ''))))"/>

  <!-- Before the title of a bloc stand its rank and a dash. -->
  <xsl:variable name="devant" select="1 + 9 * count($enonces[1]/self::d:bloc)"/>

  <!-- Of all that stands above the mentions, millimetres, the sizes taken from this place of their scales. Expressions throughout: a
       variable that is a tree costs more than all else that is reckoned with it. -->
  <xsl:template name="hauteur">
    <xsl:param name="rang"/>
    <xsl:variable name="corps-enonces" select="number(substring($echelle-enonces, $rang, 4))"/>
    <xsl:variable name="blanc" select="number(substring($echelle-blanc, $rang, 4))"/>
    <xsl:variable name="corps-nom" select="f:moindre(substring($echelle-nom, $rang, 4), $nom-tient)"/>
    <xsl:variable name="corps-titre" select="f:moindre(f:moindre(substring($echelle-titre, $rang, 4), $titre-tient), 0.88 * $corps-nom)"/>
    <xsl:variable name="corps-bloc" select="f:moindre(substring($echelle-titre-bloc, $rang, 4), $titre-bloc-tient)"/>
    <xsl:variable name="lettres" select="(1330 - 570 * $en-colonnes) div $corps-enonces"/>
    <xsl:variable name="premieres" select="f:compter-lignes($textes[not($en-colonnes) or position() &lt;= $moitie], $lettres, $devant)"/>
    <xsl:variable name="secondes" select="f:compter-lignes($textes[$en-colonnes and position() &gt; $moitie], $lettres, $devant)"/>
    <xsl:value-of select="0.48 * substring($echelle-texte, $rang, 4) * $lignes-texte
      + 0.353 * ($hauteur-titre * $corps-titre + $hauteur-nom * $corps-nom + $hauteur-titre-bloc * $corps-bloc)
      + 0.459 * $corps-enonces * (-f:moindre(-$premieres, -$secondes) + 0.3 * $ecarts * ($blanc &gt; 0.3)) + 0.6 + $blanc * 29"/>
  </xsl:template>

  <!-- ===== The page ===== -->

  <xsl:template match="/d:dossier">
    <fo:root xml:lang="fr" language="fr" font-family="{$serif}" color="{$noir}">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="parchemin" page-width="297mm" page-height="210mm">
          <fo:region-body margin="20mm 32mm 20mm 32mm"/>
          <fo:region-before extent="18mm" region-name="cadre"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:page-sequence master-reference="parchemin">
        <fo:title><xsl:value-of select="$document"/><xsl:if test="$parchemin/@numero != ''"> n°&#160;<xsl:value-of select="$parchemin/@numero"/></xsl:if>, <xsl:value-of select="concat(f:nom($candidat/d:prenom[1]), ' ', f:capitales($candidat/d:nom-naissance))"/></fo:title>
        <fo:static-content flow-name="cadre">
          <xsl:call-template name="cadre"/>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body">
          <xsl:call-template name="marque">
            <xsl:with-param name="largeur" select="'297mm'"/>
            <xsl:with-param name="hauteur" select="'210mm'"/>
            <xsl:with-param name="couleur" select="'#fbf0f1'"/>
          </xsl:call-template>
          <xsl:call-template name="autour"/>
          <xsl:call-template name="haut"/>
          <xsl:call-template name="bas"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <!-- What no two parchments have in common. -->
  <xsl:variable name="graine">
    <xsl:choose>
      <xsl:when test="$parchemin/@numero != ''"><xsl:value-of select="$parchemin/@numero"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($session/@id, ' ', $candidat/@id, ' ', $parchemin/@bloc)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- The frame, the rosette around the year, the emblem. -->
  <xsl:template name="cadre">
    <fo:block-container role="Artifact" absolute-position="fixed" left="8mm" top="8mm" width="281mm" height="195mm">
      <fo:block font-size="1pt" line-height="1pt">
        <fo:instream-foreign-object>
          <fig:guilloche graine="{$graine}" largeur="281mm" hauteur="194mm" bande="7mm" couleur="{$encre}" metal="{$metal}"/>
        </fo:instream-foreign-object>
      </fo:block>
    </fo:block-container>
    <fo:block-container role="Artifact" absolute-position="fixed" left="134.5mm" top="160mm" width="28mm" height="29mm">
      <fo:block font-size="1pt" line-height="1pt">
        <fo:instream-foreign-object>
          <fig:guilloche forme="rosette" graine="{$graine}" diametre="28mm" couleur="{$encre}" metal="{$metal}"/>
        </fo:instream-foreign-object>
      </fo:block>
    </fo:block-container>
    <fo:block-container role="Artifact" absolute-position="fixed" left="134.5mm" top="170mm" width="28mm" height="8mm" display-align="center">
      <fo:block text-align="center" font-size="12.5pt" line-height="8mm" color="{$encre}">
        <xsl:value-of select="substring($parchemin/@delivrance, 1, 4)"/>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <!-- At fixed places too, but to be read: the logo, and whether this is a duplicate or a specimen. -->
  <xsl:template name="autour">
    <xsl:if test="$certification/d:logo/@href != ''">
      <!-- Where no title comes, however long: a certifier's parchments all have their emblem in one place. -->
      <fo:block-container absolute-position="fixed" left="62mm" top="160mm" width="34mm" height="19mm">
        <fo:block line-height="1pt">
          <fo:external-graphic src="url('{$certification/d:logo/@href}')" content-height="18mm" content-width="32mm" scaling="uniform" fox:alt-text="{$logo-dit}"/>
        </fo:block>
      </fo:block-container>
    </xsl:if>
    <fo:block-container absolute-position="fixed" left="63.5mm" top="189.4mm" width="170mm" height="5mm">
      <!-- In a face that the parchment has already. -->
      <fo:block text-align="center" font-size="7.5pt" line-height="4.5mm">
        <xsl:call-template name="mention"><xsl:with-param name="police" select="$serif"/><xsl:with-param name="graisse" select="400"/></xsl:call-template>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <!-- ===== From the certifier to the competences: centred in the room above the mentions ===== -->

  <xsl:template name="haut">
    <xsl:variable name="texte" select="number(substring($echelle-texte, 4 * $niveau + 1, 4))"/>
    <fo:block-container absolute-position="absolute" left="0mm" top="0mm" width="233mm" height="{$place + 3}mm" display-align="center">
      <fo:block text-align="center" hyphenate="false" font-size="{$texte}pt" line-height="1.36">
        <fo:block font-variant="small-caps" letter-spacing="0.09em" color="{$encre}" role="P">
          <xsl:for-each select="$certification/d:certificateur">
            <!-- The space after the last letter does not count when the line is centred. -->
            <fo:block><fo:inline space-end="-0.09em"><xsl:value-of select="f:typo(d:raison-sociale)"/></fo:inline></fo:block>
          </xsl:for-each>
        </fo:block>
        <xsl:call-template name="objet"/>
        <xsl:call-template name="filet-court"/>
        <xsl:call-template name="titulaire"/>
        <xsl:call-template name="decision"/>
        <xsl:if test="$enonces"><xsl:call-template name="competences"/></xsl:if>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <xsl:template name="filet-court">
    <fo:block role="Artifact" line-height="0.6mm" font-size="1.5pt" space-before="{5 * $blanc}mm">
      <fo:leader leader-pattern="rule" leader-length="34mm" rule-thickness="0.8pt" color="{$metal}"/>
    </fo:block>
  </xsl:template>

  <!-- Lines already divided. What opens or ends them and is hardly seen, quotes and points, hangs out of the measure: the letters
       are centred. -->
  <xsl:template name="ecrire">
    <xsl:param name="lignes"/>
    <xsl:variable name="texte" select="translate($lignes, $lien, ' ')"/>
    <xsl:variable name="n" select="string-length($texte)"/>
    <xsl:variable name="ouvre" select="starts-with($texte, '«&#8239;')"/>
    <xsl:variable name="ferme" select="$n &gt; 4 and substring($texte, $n - 1) = '&#8239;»'"/>
    <xsl:choose>
      <xsl:when test="$ouvre and not($ferme)">
        <fo:inline space-start="-0.5em">«&#8239;</fo:inline><xsl:value-of select="substring($texte, 3)"/>
      </xsl:when>
      <xsl:when test="$ferme and not($ouvre)">
        <xsl:value-of select="substring($texte, 1, $n - 2)"/><fo:inline space-end="-0.5em">&#8239;»</fo:inline>
      </xsl:when>
      <xsl:when test="$n &gt; 1 and contains('.,-', substring($texte, $n))">
        <xsl:value-of select="substring($texte, 1, $n - 1)"/><fo:inline space-end="-0.25em"><xsl:value-of select="substring($texte, $n)"/></fo:inline>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$texte"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="objet">
    <xsl:if test="not($un-bloc)">
      <fo:block font-style="italic" font-size="1.15em" role="P" space-before="{5 * $blanc}mm">
        <xsl:value-of select="$type-long"/>
      </fo:block>
    </xsl:if>
    <fo:block font-family="{$titrage}" color="{$encre}" line-height="1.16" role="H1" linefeed-treatment="preserve" font-size="{$corps-du-titre}pt" space-before="{(5 - 3 * not($un-bloc)) * $blanc}mm">
      <xsl:call-template name="ecrire"><xsl:with-param name="lignes" select="$titre"/></xsl:call-template>
    </fo:block>
    <xsl:if test="$un-bloc">
      <fo:block font-style="italic" role="P" linefeed-treatment="preserve" space-before="{$blanc}mm">
        <xsl:call-template name="ecrire"><xsl:with-param name="lignes" select="$attestant"/></xsl:call-template>
      </fo:block>
      <fo:block font-family="{$titrage}" line-height="1.24" role="H2" linefeed-treatment="preserve" font-size="{$corps-du-titre-bloc}pt" space-before="{1.5 * $blanc}mm">
        <xsl:call-template name="ecrire"><xsl:with-param name="lignes" select="$titre-bloc"/></xsl:call-template>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="titulaire">
    <fo:block font-style="italic" role="P" space-before="{4 * $blanc}mm">
      <xsl:choose><xsl:when test="$type-feminin and not($un-bloc)">délivrée à</xsl:when><xsl:otherwise>délivré à</xsl:otherwise></xsl:choose>
    </fo:block>
    <fo:block font-family="{$titrage}" line-height="1.14" role="P" linefeed-treatment="preserve" font-size="{$corps-du-nom}pt" space-before="{1.5 * $blanc}mm">
      <xsl:value-of select="translate(substring($nom-compose, 1, string-length($prenoms)), $lien, ' ')"/>
      <!-- Space or linefeed, as the lines were divided. -->
      <xsl:value-of select="substring($nom-compose, string-length($prenoms) + 1, 1)"/>
      <fo:inline font-size="0.88em" letter-spacing="0.035em" space-end="-0.035em">
        <xsl:value-of select="translate(substring($nom-compose, string-length($prenoms) + 2), $lien, ' ')"/>
      </fo:inline>
    </fo:block>
    <fo:block role="P" linefeed-treatment="preserve" space-before="{$blanc}mm">
      <xsl:if test="$candidat/d:nom-usage != ''">
        <xsl:text>nom d’usage </xsl:text>
        <fo:inline letter-spacing="0.04em"><xsl:value-of select="f:capitales($candidat/d:nom-usage)"/></fo:inline>
        <xsl:choose>
          <xsl:when test="$etat-civil-long"><xsl:text>&#10;</xsl:text></xsl:when>
          <xsl:otherwise> · </xsl:otherwise>
        </xsl:choose>
      </xsl:if>
      <xsl:value-of select="$naissance"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="decision">
    <fo:block role="P" space-before="{5 * $blanc}mm">
      <xsl:choose>
        <xsl:when test="$un-bloc">qui a acquis toutes les compétences de ce bloc</xsl:when>
        <xsl:when test="$rs">qui a acquis toutes les compétences de la certification</xsl:when>
        <xsl:otherwise>qui en a validé tous les blocs de compétences</xsl:otherwise>
      </xsl:choose>
      <xsl:text>, par décision du jury réuni</xsl:text>
      <xsl:if test="$session/@lieu != ''"> à <xsl:value-of select="f:nom($session/@lieu)"/></xsl:if>
      <xsl:text> le&#160;</xsl:text>
      <xsl:value-of select="f:date-longue($session/@date)"/>
      <xsl:text>.</xsl:text>
    </fo:block>
    <!-- A limit, or its absence, is said only where the référentiel says it. -->
    <xsl:if test="$dit-validite">
    <fo:block role="P">
      <xsl:variable name="sujet">
        <xsl:choose>
          <xsl:when test="$un-bloc">Ce bloc</xsl:when>
          <xsl:when test="$type-feminin">Cette certification</xsl:when>
          <xsl:when test="$certification/@type = 'TITRE'">Ce titre</xsl:when>
          <xsl:when test="$certification/@type = 'DIPLOME'">Ce diplôme</xsl:when>
          <xsl:otherwise>Ce <xsl:value-of select="$certification/@type"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:value-of select="$sujet"/>
      <xsl:text> est acquis</xsl:text>
      <xsl:if test="$type-feminin and not($un-bloc)">e</xsl:if>
      <xsl:choose>
        <xsl:when test="$parchemin/@valable-jusqu-au != ''">
          <xsl:text> jusqu’au </xsl:text>
          <xsl:value-of select="f:date-longue($parchemin/@valable-jusqu-au)"/>
          <xsl:text> inclus.</xsl:text>
        </xsl:when>
        <xsl:otherwise> sans limitation dans le temps.</xsl:otherwise>
      </xsl:choose>
    </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- Few: a centred paragraph each; many: two columns. -->
  <xsl:template name="competences">
    <xsl:variable name="corps" select="number(substring($echelle-enonces, 4 * $niveau + 1, 4))"/>
    <fo:block font-style="italic" color="{$gris}" font-size="{$corps}pt" line-height="1.3" space-before="{5 * $blanc}mm">
      <xsl:choose>
        <xsl:when test="not($en-colonnes)">
          <xsl:for-each select="$enonces">
            <xsl:variable name="texte"><xsl:apply-templates select="." mode="enonce"/></xsl:variable>
            <fo:block role="P" linefeed-treatment="preserve">
              <xsl:if test="position() &gt; 1 and $niveau &lt; 5"><xsl:attribute name="space-before">0.3em</xsl:attribute></xsl:if>
              <xsl:call-template name="ecrire">
                <xsl:with-param name="lignes">
                  <xsl:call-template name="composer">
                    <xsl:with-param name="texte" select="string($texte)"/>
                    <xsl:with-param name="largeur" select="1330 div $corps"/>
                  </xsl:call-template>
                </xsl:with-param>
              </xsl:call-template>
            </fo:block>
          </xsl:for-each>
        </xsl:when>
        <xsl:otherwise>
          <fo:table table-layout="fixed" width="233mm" border-collapse="separate" text-align="start">
            <fo:table-column column-width="112mm"/>
            <fo:table-column column-width="9mm"/>
            <fo:table-column column-width="112mm"/>
            <fo:table-body>
              <fo:table-row>
                <fo:table-cell display-align="before"><xsl:call-template name="colonne"><xsl:with-param name="enonces" select="$enonces[position() &lt;= $moitie]"/></xsl:call-template></fo:table-cell>
                <fo:table-cell><fo:block/></fo:table-cell>
                <fo:table-cell display-align="before"><xsl:call-template name="colonne"><xsl:with-param name="enonces" select="$enonces[position() &gt; $moitie]"/></xsl:call-template></fo:table-cell>
              </fo:table-row>
            </fo:table-body>
          </fo:table>
        </xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>

  <!-- The signs stand in the margin. -->
  <xsl:template name="colonne">
    <xsl:param name="enonces"/>
    <xsl:for-each select="$enonces">
      <xsl:variable name="texte"><xsl:apply-templates select="." mode="enonce"/></xsl:variable>
      <fo:block role="P" text-indent="-2.6mm" start-indent="2.6mm">
        <xsl:if test="position() &gt; 1 and $niveau &lt; 5"><xsl:attribute name="space-before">0.3em</xsl:attribute></xsl:if>
        <fo:inline color="{$metal}" font-style="normal">•</fo:inline>
        <fo:leader leader-pattern="space" leader-length="2.6mm - 0.35em"/>
        <xsl:call-template name="sans-veuve"><xsl:with-param name="texte" select="string($texte)"/></xsl:call-template>
      </fo:block>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="d:competence" mode="enonce"><xsl:apply-templates select="d:enonce"/></xsl:template>
  <xsl:template match="d:bloc" mode="enonce">
    <xsl:text>Bloc&#160;</xsl:text><xsl:value-of select="@numero"/><xsl:text> — </xsl:text>
    <xsl:value-of select="f:typo(d:intitule)"/>
  </xsl:template>

  <!-- No word stands alone on the last line: the end holds together, from the last space before its 16 letters on. -->
  <xsl:template name="sans-veuve">
    <xsl:param name="texte"/>
    <xsl:param name="fin" select="16"/>
    <xsl:variable name="debut" select="string-length($texte) - $fin"/>
    <xsl:choose>
      <xsl:when test="$debut &lt; 20 or $fin &gt; 30"><xsl:value-of select="$texte"/></xsl:when>
      <xsl:when test="substring($texte, $debut, 1) = ' '">
        <xsl:value-of select="substring($texte, 1, $debut)"/>
        <fo:inline keep-together.within-line="always"><xsl:value-of select="substring($texte, $debut + 1)"/></fo:inline>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="sans-veuve">
          <xsl:with-param name="texte" select="$texte"/>
          <xsl:with-param name="fin" select="$fin + 1"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== The foot: mentions, control, number, date, signature ===== -->

  <xsl:template name="bas">
    <fo:block-container absolute-position="absolute" left="-6mm" top="124.5mm" width="245mm" height="13mm" display-align="center">
      <fo:block text-align="center" font-family="{$sans}" font-size="8.4pt" line-height="4.2mm">
        <xsl:copy-of select="$mentions"/>
      </fo:block>
    </fo:block-container>
    <xsl:call-template name="controle"/>
    <fo:block-container absolute-position="absolute" left="133mm" top="139.5mm" width="100mm" height="30mm">
      <fo:block text-align="end" font-size="11.5pt" line-height="5mm">
        <fo:block role="P">
          <xsl:text>Fait </xsl:text>
          <xsl:if test="$parchemin/@lieu != ''">à <xsl:value-of select="f:nom($parchemin/@lieu)"/>, </xsl:if>
          <xsl:text>le&#160;</xsl:text><xsl:value-of select="f:date-longue($parchemin/@delivrance)"/>
        </fo:block>
        <xsl:call-template name="signataire"/>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <!-- The number and the digest of the decision: who has the minutes can tell whether this parchment is theirs. Capitals and
       digits take the least room in the code, whose quiet zone hangs out of the measure. -->
  <xsl:template name="controle">
    <xsl:if test="$parchemin/@numero != ''">
      <fo:block-container absolute-position="absolute" left="-2mm" top="138.5mm" width="24mm" height="25mm">
        <fo:block font-size="1pt" line-height="1pt">
          <fo:instream-foreign-object content-width="24mm" fox:alt-text="Code QR de contrôle&#160;: numéro du parchemin et empreinte de la décision">
            <fig:qr couleur="{$noir}">
              <xsl:attribute name="texte">
                <xsl:value-of select="$parchemin/@numero"/>
                <xsl:if test="$parchemin/@empreinte != ''"><xsl:value-of select="concat(' ', translate($parchemin/@empreinte, 'abcdef', 'ABCDEF'))"/></xsl:if>
              </xsl:attribute>
            </fig:qr>
          </fo:instream-foreign-object>
        </fo:block>
      </fo:block-container>
    </xsl:if>
    <fo:block-container absolute-position="absolute" left="0mm" top="162mm" width="100mm" height="9mm">
      <fo:block font-family="{$sans}" font-size="7.4pt" line-height="3.8mm" color="{$gris}">
        <xsl:if test="$parchemin/@numero != ''">
          <fo:block role="P"><xsl:text>N°&#160;</xsl:text><xsl:value-of select="$parchemin/@numero"/></fo:block>
        </xsl:if>
        <xsl:if test="$parchemin/@annule-et-remplace != ''">
          <fo:block role="P" color="{$noir}">
            <xsl:text>Annule et remplace le parchemin n°&#160;</xsl:text>
            <xsl:value-of select="$parchemin/@annule-et-remplace"/>
            <xsl:text>.</xsl:text>
          </fo:block>
        </xsl:if>
      </fo:block>
    </fo:block-container>
  </xsl:template>

  <!-- Quality and name; between them the signature, once the minutes are signed, or room for it. -->
  <xsl:template name="signataire">
    <xsl:variable name="signataire" select="$certification/d:signataire"/>
    <xsl:if test="$signe"><fo:block role="P" font-style="italic"><xsl:value-of select="f:typo($signataire/@qualite)"/></fo:block></xsl:if>
    <xsl:choose>
      <xsl:when test="not($signe)"><fo:block start-indent="45mm"><xsl:call-template name="sans-signataire"><xsl:with-param name="blanc" select="'13.5mm'"/><xsl:with-param name="police" select="$serif"/></xsl:call-template></fo:block></xsl:when>
      <xsl:when test="$parchemin/@signature = 'oui' and $signataire/@signature != ''">
        <fo:block-container height="13.5mm" display-align="center">
          <fo:block line-height="1pt">
            <fo:external-graphic src="url('{$signataire/@signature}')" content-height="12.5mm" scaling="uniform">
              <xsl:attribute name="fox:alt-text">Signature<xsl:if test="$signataire/@nom != ''"> de <xsl:value-of select="f:nom($signataire/@nom)"/></xsl:if></xsl:attribute>
            </fo:external-graphic>
          </fo:block>
        </fo:block-container>
        <fo:block role="P"><xsl:value-of select="f:nom($signataire/@nom)"/></fo:block>
      </xsl:when>
      <xsl:otherwise>
        <fo:block role="P" space-before="13.5mm"><xsl:value-of select="f:nom($signataire/@nom)"/></fo:block>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mentions">
    <xsl:variable name="niveau" select="$certification/d:niveau"/>
    <xsl:variable name="nsf" select="$certification/d:nsf"/>
    <xsl:if test="not($rs) and ($niveau/@national != '' or $nsf/@code != '')">
      <fo:block role="P">
        <xsl:if test="$niveau/@national != ''">
          <xsl:choose>
            <xsl:when test="$un-bloc">Bloc de la certification de niveau&#160;</xsl:when>
            <xsl:otherwise>Certification de niveau&#160;</xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="$niveau/@national"/>
          <xsl:text> du cadre national</xsl:text>
          <xsl:if test="$niveau/@europeen != ''">
            <xsl:text> et de niveau&#160;</xsl:text><xsl:value-of select="$niveau/@europeen"/>
            <xsl:text> du cadre européen des certifications</xsl:text>
          </xsl:if>
        </xsl:if>
        <xsl:if test="$nsf/@code != ''">
          <xsl:if test="$niveau/@national != ''"> · </xsl:if>
          <xsl:text>NSF&#160;</xsl:text><xsl:value-of select="$nsf/@code"/><xsl:text> </xsl:text>
          <xsl:value-of select="f:typo($nsf)"/>
        </xsl:if>
      </fo:block>
    </xsl:if>
    <xsl:if test="$certification/d:enregistrement/@code != ''">
      <fo:block role="P">
        <xsl:value-of select="$type-long"/><xsl:text> </xsl:text>
        <xsl:call-template name="enregistrement"/>
      </fo:block>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
