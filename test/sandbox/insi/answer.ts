import { escapeXml, WSA } from '../common/soap.ts';
import { PEOPLE, type Matricule, type Person } from './population.ts';

const RESULTAT = 'http://www.cnamts.fr/INSiResultat';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

/** The ways of writing the same answer that were seen on the wire (insi/README 5): one after the other. */
interface Variant {
  /** '' = default namespace. */
  readonly envelopePrefix: string;
  readonly bodyPrefix: string;
  /** '' = default namespace. */
  readonly prefix: string;
  readonly givenNames: 'ListePrenom' | 'Prenom' | 'both';
  /** The CNDA's file, which violates its schema. */
  readonly datesFirst: boolean;
  readonly typed: boolean;
}

export const VARIANTS: readonly Variant[] = [
  { envelopePrefix: 'soap', bodyPrefix: 'soap', prefix: 'r', givenNames: 'ListePrenom', datesFirst: false, typed: false },
  { envelopePrefix: 'S', bodyPrefix: 'S', prefix: '', givenNames: 'ListePrenom', datesFirst: false, typed: true },
  { envelopePrefix: 'SOAP-ENV', bodyPrefix: 'env', prefix: 'ns3', givenNames: 'both', datesFirst: true, typed: false },
  { envelopePrefix: 'env', bodyPrefix: 'env', prefix: '', givenNames: 'Prenom', datesFirst: false, typed: false },
  { envelopePrefix: '', bodyPrefix: 'soapenv', prefix: 'ins', givenNames: 'both', datesFirst: false, typed: true },
];

/** The variant of a person: always the same one. Of nobody or several, the one that the name asked gives. */
export function turnOf(found: readonly Person[], name: string): number {
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return PEOPLE.indexOf(only) + VARIANTS.length;
  return [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}

/** The envelope of a positive or negative answer; `turn` picks the variant. */
export function insiAnswer(options: {
  readonly found: readonly Person[];
  readonly action: string;
  readonly relatesTo: string | null;
  readonly messageId: string;
  readonly turn: number;
}): { readonly code: '00' | '01' | '02'; readonly xml: string } {
  const variant = VARIANTS[options.turn % VARIANTS.length] ?? VARIANTS[0];
  if (variant === undefined) throw new Error('no variant');
  const [person, ...others] = options.found;
  const code = person === undefined ? '01' : others.length > 0 ? '02' : '00';
  const label = { '00': 'OK', '01': 'Aucune identite trouvee', '02': 'Plusieurs identites trouvees' }[code];
  const p = variant.prefix === '' ? '' : `${variant.prefix}:`;
  const declared = variant.prefix === '' ? `xmlns="${RESULTAT}"` : `xmlns:${variant.prefix}="${RESULTAT}"`;
  const result =
    `<${p}RESULTAT ${declared}><${p}CR><${p}CodeCR>${code}</${p}CodeCR><${p}LibelleCR>${label}</${p}LibelleCR></${p}CR>` +
    `${code === '00' && person !== undefined ? individual(person, p, variant) : ''}</${p}RESULTAT>`;
  return { code, xml: envelopeOf(variant, options, result) };
}

/** The answer to a verification, under the namespace of the simulation (insi/README 8). */
export function verificationAnswer(options: {
  readonly same: boolean;
  readonly namespace: string;
  readonly action: string;
  readonly relatesTo: string | null;
  readonly messageId: string;
  readonly turn: number;
}): string {
  const variant = VARIANTS[options.turn % VARIANTS.length];
  if (variant === undefined) throw new Error('no variant');
  const p = variant.prefix === '' ? '' : `${variant.prefix}:`;
  const declared = variant.prefix === '' ? `xmlns="${options.namespace}"` : `xmlns:${variant.prefix}="${options.namespace}"`;
  return envelopeOf(
    variant,
    options,
    `<${p}REPUnitaire ${declared}><${p}Resultat>${options.same ? 'identique' : 'different'}</${p}Resultat></${p}REPUnitaire>`,
  );
}

function envelopeOf(
  variant: Variant,
  options: { readonly action: string; readonly relatesTo: string | null; readonly messageId: string },
  body: string,
): string {
  const { envelopePrefix: prefix, bodyPrefix: b } = variant;
  const e = prefix === '' ? '' : `${prefix}:`;
  const declared = prefix === '' ? `xmlns="${SOAP_12}"` : `xmlns:${prefix}="${SOAP_12}"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${e}Envelope ${declared}><${e}Header>` +
    `<Action xmlns="${WSA}">${escapeXml(options.action)}Response</Action><MessageID xmlns="${WSA}">uuid:${options.messageId}</MessageID>` +
    (options.relatesTo === null ? '' : `<RelatesTo xmlns="${WSA}">${escapeXml(options.relatesTo)}</RelatesTo>`) +
    `</${e}Header><${b}:Body xmlns:${b}="${SOAP_12}">${body}</${b}:Body></${e}Envelope>`
  );
}

function individual(person: Person, p: string, variant: Variant): string {
  const element = (name: string, content: string | null): string =>
    content === null ? '' : `<${p}${name}>${escapeXml(content)}</${p}${name}>`;
  const id = (ins: Matricule): string =>
    `<${p}IdIndividu>${element('NumIdentifiant', ins.number)}${element('Cle', ins.key)}${element('TypeMatricule', variant.typed ? 'NIR' : null)}</${p}IdIndividu>${element('OID', ins.oid)}`;
  const history = person.history.map((former) => {
    const dates = element('DateDeb', former.from) + element('DateFin', former.to);
    return `<${p}INSHISTO>${variant.datesFirst ? dates + id(former) : id(former) + dates}</${p}INSHISTO>`;
  });
  return (
    `<${p}INDIVIDU><${p}INSACTIF>${id(person.ins)}</${p}INSACTIF>${history.join('')}<${p}TIQ>` +
    element('NomNaissance', person.birthName) +
    element('Prenom', { ListePrenom: null, Prenom: person.firstNames, both: person.firstNames.split(' ')[0] ?? null }[variant.givenNames]) +
    element('ListePrenom', variant.givenNames === 'Prenom' ? null : person.firstNames) +
    element('Sexe', person.sex) +
    element('DateNaissance', person.birthDate) +
    element('LieuNaissance', person.birthPlace) +
    `</${p}TIQ></${p}INDIVIDU>`
  );
}
