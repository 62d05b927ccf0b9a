/** Nature of a matricule INS. */
export type InsKind = 'NIR' | 'NIA' | 'NIR-TEST' | 'NIR-DEMO';

/** OIDs of the matricule INS (ins/README 1). Only the OID tells the nature: no range of numbers does. */
export const insOids: Readonly<Record<InsKind, string>> = {
  NIR: '1.2.250.1.213.1.4.8',
  NIA: '1.2.250.1.213.1.4.9',
  'NIR-TEST': '1.2.250.1.213.1.4.10',
  'NIR-DEMO': '1.2.250.1.213.1.4.11',
};

const kinds = new Map<string, InsKind>([
  [insOids.NIR, 'NIR'],
  [insOids.NIA, 'NIA'],
  [insOids['NIR-TEST'], 'NIR-TEST'],
  [insOids['NIR-DEMO'], 'NIR-DEMO'],
]);

/** Nature by OID; null for any other OID. */
export function insKind(oid: string): InsKind | null {
  return kinds.get(oid) ?? null;
}

/** Test and demonstration OIDs, refused in production (electron/README 10). */
export function isTestOid(oid: string): boolean {
  const kind = insKind(oid);
  return kind === 'NIR-TEST' || kind === 'NIR-DEMO';
}
