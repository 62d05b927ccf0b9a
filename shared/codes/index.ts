import authorSpecialties from './author-specialties.json' with { type: 'json' };
import civilities from './civilities.json' with { type: 'json' };
import classes from './classes.json' with { type: 'json' };
import type { Coded } from './coded.ts';
import confidentialities from './confidentiality.json' with { type: 'json' };
import contentTypes from './content-types.json' with { type: 'json' };
import types from './document-types.json' with { type: 'json' };
import encounterTypes from './encounter-types.json' with { type: 'json' };
import facilityTypes from './healthcare-facility-types.json' with { type: 'json' };
import formats from './format-codes.json' with { type: 'json' };
import practiceSettings from './practice-settings.json' with { type: 'json' };
import professions from './professions-g15.json' with { type: 'json' };
import titles from './titles.json' with { type: 'json' };

/** How the national advice would send a type of document, before the professional decides (table in document-types.json). */
export type DefaultSending = 'visible' | 'invisible-patient' | 'not-sent';

/** A type of document with what follows from it. */
export interface DocumentType extends Coded {
  /** XDS classCode, computed from the type by ASS_X04, never asked. */
  readonly class: Coded;
  /** In JDV_J66: the DMP takes it. */
  readonly dmp: boolean;
  /** Null when the advice says nothing of this type. */
  readonly defaultSending: DefaultSending | null;
}

interface Concept {
  readonly code: string;
  readonly display: string | null;
  readonly codeSystem: string;
}

const coded = ({ code, display, codeSystem }: Concept): Coded => ({ code, displayName: display ?? code, codeSystem });

/** A list by code. Codes are unique within each of our lists; an unknown code answers null, and is never invented. */
function lookup(concepts: readonly Concept[]): (code: string) => Coded | null {
  const byCode = new Map(concepts.map((c) => [c.code, coded(c)]));
  return (code) => byCode.get(code) ?? null;
}

const isSending = (value: string | null): value is DefaultSending | null =>
  value === null || value === 'visible' || value === 'invisible-patient' || value === 'not-sent';

/** Document classes of the DMP (JDV_J57). */
export const documentClass = lookup(classes.concepts);

/**
 * Types of document (JDV_J07), in the order of the list. Left out: FEUILLE-DE-STYLE, whose class 99 is not open to the
 * DMP (note of classes.json).
 */
export const documentTypes: readonly DocumentType[] = types.concepts.flatMap((c) => {
  const found = documentClass(c.class);
  if (found === null) return [];
  const { code, display: displayName, codeSystem, dmp } = c;
  return { code, displayName, codeSystem, class: found, dmp, defaultSending: isSending(c.defaultSending) ? c.defaultSending : null };
});

const typesByCode = new Map(documentTypes.map((t) => [t.code, t]));

/** A current type of document; null for an unknown or withdrawn code. */
export const documentType = (code: string): DocumentType | null => typesByCode.get(code) ?? null;

/** XDS formatCode of a level-1 body (ASS_A12); null for a media type that CI-SIS does not allow. */
export function level1Format(mediaType: string): Coded | null {
  const found = formats.concepts.find((c) => c.bodyMediaType === mediaType);
  return found === undefined ? null : coded(found);
}

/** Media types a level-1 document may carry. */
export const level1MediaTypes: readonly string[] = formats.concepts.flatMap((c) => c.bodyMediaType ?? []);

/** A known XDS format code. */
export const formatCode = lookup(formats.concepts);

/**
 * XDS formatCode of a structured document, by its template ids (ASS_A11), the last ones being the most specific.
 * A model that the table does not know is « hors profils » (codes/README 4).
 */
export function structuredFormat(templateIds: readonly string[]): Coded | null {
  const found = templateIds
    .toReversed()
    .map((id) => formats.concepts.find((c) => c.bodyMediaType === null && c.templateIds.includes(id)))
    .find((c) => c !== undefined);
  return found === undefined ? formatCode('urn:asipSante:modelesHorsProfils:2011') : coded(found);
}

/** Sectors of activity and other producers (JDV_J02): `SA07`. */
export const facilityType = lookup(facilityTypes.concepts);
/** Practice settings (JDV_J04): `AMBULATOIRE`. */
export const practiceSetting = lookup(practiceSettings.concepts);
/** Profession and skill of a person in a document (JDV_J01): `G15_10/SM26`. */
export const authorSpecialty = lookup(authorSpecialties.concepts);
/** Bare profession, as the VIHF carries it (TRE_G15): `10`. */
export const profession = lookup(professions.concepts);
/** Content of a submission set (JDV_J59, activity types): `07`. */
export const contentType = lookup(contentTypes.concepts);
/** Confidentiality and visibility (JDV_J08): `N`, `MASQUE_PS`. */
export const confidentiality = lookup(confidentialities.concepts);
/** Kind of encounter (JDV_J142): `AMB`. */
export const encounterType = lookup(encounterTypes.concepts);
/** Civility (JDV_J245): `M`, `MME`. */
export const civility = lookup(civilities.concepts);
/** Title (JDV_J246): `DR`. */
export const title = lookup(titles.concepts);
