import { z } from 'zod';
import { authorSpecialty } from '../../shared/codes/index.ts';
import { AUTHENTICATIONS } from '../../shared/domain/rights/facts.ts';
import { MODES } from '../../shared/domain/rights/matrix.ts';
import { fail } from '../../shared/errors.ts';
import type { Coded } from '../../shared/domain/types.ts';
import type { CardHolder, CardSituation, PublicCard, Signer } from '../card/types.ts';
import { certificateFacts, structureOf } from '../saml/certificate.ts';
import { samlError } from '../saml/errors.ts';
import { rolesOfHolder, rolesOfSpeciality } from '../saml/roles.ts';
import { buildVihf, type Vihf, type VihfContent } from '../saml/vihf.ts';

const coded = z.object({ code: z.string().min(1), displayName: z.string(), codeSystem: z.string().min(1) });
const text = z.string().trim().min(1);

const professionalSchema = z.object({
  idNat: text,
  family: text,
  given: text.nullish().transform((given) => given ?? null),
  /** A Coded, or the code alone of JDV_J01. */
  speciality: z
    .union([text, coded])
    .nullish()
    .transform((speciality) => speciality ?? null),
  structure: z
    .object({ idNat: text, sector: text })
    .nullish()
    .transform((structure) => structure ?? null),
});

const contextSchema = z.object({
  authentication: z.enum(AUTHENTICATIONS),
  mode: z.enum(MODES),
  reason: z
    .string()
    .nullish()
    .transform((reason) => reason ?? null),
  patient: z.object({ matricule: z.string().regex(/^\d{5}(\d{2}|2[AB])\d{6}\d{2}$/), oid: z.string().regex(/^[0-2](\.\d+)+$/) }),
  professional: professionalSchema.nullish().transform((professional) => professional ?? null),
  secretConnection: z
    .boolean()
    .nullish()
    .transform((secret) => secret ?? false),
  lps: z.object({ id: text, name: text, version: text, approval: text }),
});

type Professional = z.infer<typeof professionalSchema>;

/** Who makes the VIHF. */
export type VihfMaker =
  | { readonly kind: 'card'; readonly card: PublicCard; readonly situations: readonly CardSituation[]; readonly signer: Signer }
  | { readonly kind: 'p12'; readonly signer: Signer }
  | { readonly kind: 'unsigned' };

export interface VihfBuildPorts {
  /** Content of ctx.json, as parsed. */
  readonly input: unknown;
  readonly maker: VihfMaker;
  readonly now: Date;
  readonly uuid: () => string;
}

/**
 * `vihf build` (cli/README 6): the VIHF of a described context, without network nor profile.
 *
 * @throws PosteError INPUT_INVALID (JSON pointer), VIHF_CONTEXT, VIHF_BREAK_GLASS, REASON_REQUIRED, VIHF_SIGNER, and the card's errors.
 */
export async function vihfBuild(ports: VihfBuildPorts): Promise<{ readonly result: Vihf; readonly bytes: Uint8Array }> {
  const parsed = contextSchema.safeParse(ports.input);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map((step) => `/${String(step)}`).join('') ?? '';
    throw fail('INPUT_INVALID', { path, values: { what: 'Le contexte du VIHF', why: 'un champ manque ou est mal écrit' } });
  }
  const { lps, professional, ...context } = parsed.data;
  const { maker } = ports;
  const content: VihfContent = {
    authentication: context.authentication,
    mode: context.mode,
    reason: context.reason,
    patient: context.patient,
    secretConnection: context.secretConnection,
    authenticatedAt: ports.now,
    software: { id: lps.id, name: lps.name, version: lps.version, dmpApproval: lps.approval, insiIdam: null, mssNil: null, oidRoot: '' },
    ...(maker.kind === 'card'
      ? fromCard(maker, context.authentication, professional)
      : fromInput(maker, context.authentication, professional)),
  };
  const { assertion, facts } = await buildVihf(content, {
    now: ports.now,
    uuid: ports.uuid,
    signer: maker.kind === 'unsigned' ? null : maker.signer,
  });
  return { result: facts, bytes: assertion.bytes({ declaration: true }) };
}

type WhoAndWhere = Pick<VihfContent, 'issuer' | 'nameId' | 'subjectName' | 'structure' | 'roles'>;

/** Direct mode: person and situation are the card's; what the input says of them must agree. */
function fromCard(
  maker: VihfMaker & { kind: 'card' },
  authentication: VihfContent['authentication'],
  professional: Professional | null,
): WhoAndWhere {
  const { card, situations } = maker;
  // The other modes are sealed by the structure (saml/README 2).
  if (authentication !== 'DIRECTE') throw samlError('VIHF_CONTEXT', { path: '/authentication' });
  if (professional !== null) requireSamePerson(card.holder, professional);
  const structure = professional?.structure ?? null;
  const situation =
    structure === null ? situations.toSorted((a, b) => a.index - b.index)[0] : situations.find((s) => s.structureIdNat === structure.idNat);
  if (situation === undefined || (structure !== null && structure.sector !== situation.sector)) {
    throw samlError('VIHF_CONTEXT', { path: structure === null ? '/professional' : '/professional/structure' });
  }
  return {
    issuer: card.signature.subject,
    nameId: card.holder.idNat,
    subjectName: null,
    structure: { idNat: situation.structureIdNat, sector: situation.sector },
    roles: rolesOfHolder(card.holder),
  };
}

function requireSamePerson(holder: CardHolder, professional: Professional): void {
  const differs = (path: string): never => {
    throw samlError('VIHF_CONTEXT', { path: `/professional/${path}` });
  };
  if (professional.idNat !== holder.idNat) differs('idNat');
  if (plain(professional.family) !== plain(holder.family)) differs('family');
  if (professional.given !== null && holder.given !== null && plain(professional.given) !== plain(holder.given)) differs('given');
  const speciality = typeof professional.speciality === 'string' ? professional.speciality : (professional.speciality?.code ?? null);
  if (speciality !== null && holder.profession !== null) {
    const ofCard = `G15_${holder.profession.code}${holder.skill === null ? '' : `/${holder.skill.code}`}`;
    if (speciality !== ofCard) differs('speciality');
  }
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toUpperCase();

/** Without card: everything comes from the input, save the issuer of a signed one. */
function fromInput(
  maker: VihfMaker & { kind: 'p12' | 'unsigned' },
  authentication: VihfContent['authentication'],
  professional: Professional | null,
): WhoAndWhere {
  if (professional === null) throw samlError('VIHF_CONTEXT', { path: '/professional' });
  if (professional.structure === null) throw samlError('VIHF_CONTEXT', { path: '/professional/structure' });
  if (maker.kind === 'unsigned' && authentication !== 'DIRECTE') throw samlError('VIHF_CONTEXT', { path: '/authentication' });
  const speciality = typeof professional.speciality === 'string' ? authorSpecialty(professional.speciality) : professional.speciality;
  if (speciality === null) throw samlError('VIHF_CONTEXT', { path: '/professional/speciality' });
  const roles = rolesOfSpeciality(speciality);
  const issuer = maker.kind === 'p12' ? certificateFacts(maker.signer.certificates[0]).subject : cardSubject(professional, roles);
  // In direct mode the signing certificate is the person's own.
  if (maker.kind === 'p12' && authentication === 'DIRECTE' && !issuer.split(/[,+]/).includes(`CN=${professional.idNat}`)) {
    throw samlError('VIHF_CONTEXT', { path: '/authentication' });
  }
  // In the other two the seal is that of the structure where the professional acts (saml/README 2).
  if (maker.kind === 'p12' && authentication !== 'DIRECTE' && structureOf(maker.signer.certificates[0]) !== professional.structure.idNat) {
    throw samlError('VIHF_CONTEXT', { path: '/professional/structure/idNat' });
  }
  const { given, family } = professional;
  return {
    issuer,
    nameId: professional.idNat,
    subjectName: authentication === 'DIRECTE' ? null : given === null ? family : `${given} ${family}`,
    structure: professional.structure,
    roles,
  };
}

/** Subject that a CPS of this person bears (card/README 8), RFC 2253. */
function cardSubject(professional: Professional, roles: readonly Coded[]): string {
  const { idNat, family, given } = professional;
  const name = [`CN=${escape(idNat)}`, `SN=${escape(family)}`, ...(given === null ? [] : [`GN=${escape(given)}`])].join('+');
  return `${name},title=${escape(roles[0]?.displayName ?? '')},C=FR`;
}

const escape = (value: string): string => value.replaceAll(/[,+"\\<>;]|^[ #]| $/g, '\\$&');
