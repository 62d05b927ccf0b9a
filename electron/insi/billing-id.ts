/** Sectors of liberal practice (TRE_R02): individual, group and company offices, maisons de santé. */
const LIBERAL_SECTORS: ReadonlySet<string> = new Set(['SA07', 'SA08', 'SA09', 'SA52']);

/**
 * `identifiantFacturation` (SEL-MP-043; ins.md 1.2): in an establishment its FINESS géographique, else its SIRET, both
 * known by the situation of practice; elsewhere the billing number with the health insurance, a setting.
 *
 * @param situation.structureIdNat with its type digit: `1`+FINESS, `3`+SIRET, `4`+RPPS+rank.
 * @param setting configured billing number, null when unset.
 */
export function billingId(situation: { readonly structureIdNat: string; readonly sector: string }, setting: string | null): string | null {
  const { structureIdNat, sector } = situation;
  if (LIBERAL_SECTORS.has(sector) || !/^[13]/.test(structureIdNat)) return setting;
  return structureIdNat.slice(1);
}
