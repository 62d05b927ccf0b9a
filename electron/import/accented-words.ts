/**
 * First names and usual words of French whose accents leave no doubt, in lower case: which reading of some bytes gives
 * one of them tells an encoding where case and letters do not (GENEVIÈVE or GENEVIÔVE). Not a list of what is accepted.
 */
const WORDS = `
  adélaïde adèle agnès aimé aimée amélie anaïs andré andrée angèle angélique athénaïs aurèle aurélie aurélien
  barnabé béatrice béatrix bénédicte benoît benoîte bérangère bérénice cécile célestin célestine célia célian célina céline
  chloé christèle clélia clémence clément clémentine cléo côme daphné déborah désiré désirée dieudonné dorothée
  édith édouard éléa éléna éléonore éliane élias élie éliette éline éliot élisa élisabeth élise élisée élodie éloi éloïse
  émeline émile émilie émilien éric érica esmée étienne eugène eugénie éva ève évelyne félicie félicien félicité félix
  françois françoise frédéric frédérique gaël gaëlle gaëtan gaëtane geneviève gérald géraldine gérard géraud grégoire grégory
  gwenaël gwenaëlle hélène héléna héloïse hervé inès irène irénée jérémie jérémy jérôme joël joëlle josé josée joséphine judicaël
  lætitia léa léana léandre léna léo léocadie loïc loïs léon léonard léonce léone léonie léonore léontine léopold lœtitia
  maël maëlle maëlys maéva maïa maïté mathéo médéric mégane mélanie mélina mélissa mélodie mickaël michaël michèle moïse mylène
  nadège naïma nathanaël noé noël noëlle noéline noémie océane odélie ombéline ophélie pénélope raphaël raphaëlle
  rébecca régine régis rémi rémy renée rené roméo salomé sébastien ségolène séléna séréna séverin séverine solène stéphan
  stéphane stéphanie sylvère télesphore théo théodore théophane théophile thérèse timothée valère valérian valérie valéry
  véronique xavière yaël yaëlle yoël zélie zéphyrin zoé
  bérard besançon crépin delépine deprés desprès dubœuf dupré duprés évrard gérardin guérin hébert hérault héraud lebœuf lefébvre
  lefèvre lemaître lépine lévêque lévy maréchal ménard méry pélissier périer prévost prévôt réal régnier rémond salaün
  thévenin thévenot thiébaut trébuchet gonçalves conceição joão magalhães simões
  prénom prénoms née utilisé utilisée numéro numéros téléphone sécurité médecin déclaré clé époux épouse identité indéterminé
  indéterminée féminin février août décembre père mère frère sœur cœur œuvre état été étage étages
  église école écoles hôpital hôpitaux hôtel bâtiment résidence allée allées côte côtes château forêt général générale
  pré prés lycée musée périphérique étang étangs évêché évêque île îles métairie égalité libération république liberté fraternité
  rhône saône isère drôme lozère corrèze finistère pyrénées ardèche nièvre vendée orléans nîmes mâcon châlons évreux évry
  créteil béziers sète angoulême alès épinal épernay sèvres ème français française réunion québec algérie
`;

/** Those words. */
export const accentedWords: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
