import { insiError } from './errors.ts';

/** Where the holder practises, as the session knows it. */
interface PracticePlace {
  /** With its type digit: `1`+FINESS, `3`+SIRET, `4`+RPPS+rank. */
  readonly structureIdNat: string;
  /** Sector of activity (`SA07`); empty when the card says none. */
  readonly sector: string;
}

/** Sectors of liberal practice (TRE_R02): individual, group and company offices, maisons de santé. */
const LIBERAL_SECTORS: ReadonlySet<string> = new Set(['SA07', 'SA08', 'SA09', 'SA52']);

/** Number with the health insurance, FINESS (Corsica: 2A, 2B) or SIRET. */
const BILLING_ID = /^[\dAB]{8,14}$/;

/**
 * `identifiantFacturation` (SEL-MP-043; saml/README 4): in an establishment its FINESS géographique, else its SIRET, both
 * known by the situation of practice; elsewhere the billing number with the health insurance, a setting.
 *
 * @param setting configured billing number, null when unset.
 * @throws PosteError INSI_BILLING_ID when that number is not set, or is not one: INSi refuses an assertion without it.
 */
export function billingId({ structureIdNat, sector }: PracticePlace, setting: string | null): string {
  const own = LIBERAL_SECTORS.has(sector) || !/^[13]/.test(structureIdNat);
  const found = own ? (setting ?? '').trim() : structureIdNat.slice(1);
  if (!BILLING_ID.test(found)) throw insiError('INSI_BILLING_ID', { path: '/insi/billingId' });
  return found;
}

/**
 * `codeSpecialite` (SEL-MP-043; saml/README 4): the health insurance's two digits, for doctors and doctors in training alone.
 *
 * @param setting configured code, null when unset.
 * @returns null for every other profession: the attribute is left out.
 * @throws PosteError INSI_SPECIALITY for a doctor whose code is not set, or is not one.
 */
export function specialityCode(doctor: boolean, setting: string | null): string | null {
  if (!doctor) return null;
  const found = (setting ?? '').trim();
  if (!/^\d{2}$/.test(found)) throw insiError('INSI_SPECIALITY', { path: '/insi/speciality' });
  return found;
}

/**
 * `secteurActivite` (SEL-MP-043; saml/README 4), as the card says it.
 *
 * @throws PosteError INSI_SECTOR when the card says none.
 */
export function sectorOfActivity({ sector }: PracticePlace): string {
  if (!/^SA\d{2}$/.test(sector)) throw insiError('INSI_SECTOR');
  return sector;
}
