import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { CsvColumns } from '../../../shared/domain/csv-columns.ts';
import type { Client } from '../../setup/client.ts';

/** Files of patients and stays as tests write them, and the window that gives them piece by piece. */

const HEADER = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG;Nom utilisé';

export interface CsvPatient {
  readonly ipp: string;
  readonly birthName: string;
  readonly firstNames: string;
  readonly sex?: string;
  readonly birthDate?: string;
  readonly place?: string;
  readonly usedName?: string;
}

export function csvFile(patients: readonly CsvPatient[]): Buffer {
  const rows = patients.map((p) => [p.ipp, p.birthName, p.firstNames, p.sex ?? 'F', p.birthDate ?? '12/03/1979', p.place ?? '51215', p.usedName ?? ''].join(';'));
  return Buffer.from([HEADER, ...rows, ''].join('\r\n'));
}

/** Letters for a number: names have no digit. */
export const letters = (n: number): string => String(n).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');

/** As many patients of different names. */
export const crowd = (count: number): CsvPatient[] => Array.from({ length: count }, (_, i) => ({ ipp: `H${i}`, birthName: `FOULE${letters(i)}`, firstNames: 'ANNE', usedName: '' }));

export interface AdtMessage {
  readonly event: string;
  readonly ipp: string;
  readonly birthName?: string;
  readonly firstNames?: string;
  readonly visit?: string;
  readonly ward?: string;
  readonly at?: string;
  /** Authority of the IPP: its OID. */
  readonly authority?: string;
  /** PID-32. */
  readonly reliability?: string;
  readonly ins?: { readonly matricule: string; readonly oid: string } | undefined;
  /** MRG-1. */
  readonly merged?: string;
}

export const HOSPITAL = '1.2.250.1.999.7.1';

/** One ADT message as a hospital sends it (IHE PAM France). */
export function adt(message: AdtMessage): string {
  const { event, ipp, birthName = 'SEJOURNER', firstNames = 'ANNE MARIE', visit = '', ward = '', at = '20261121083000', authority = HOSPITAL, reliability = '', ins, merged } = message;
  const number = `${ipp}^^^HOPITAL&${authority}&ISO^PI`;
  const matricule = ins === undefined ? '' : `~${ins.matricule}^^^ASIP-SANTE-INS-NIR&${ins.oid}&ISO^INS`;
  const pid = ['PID', '1', '', number + matricule, '', `${birthName}^${firstNames.split(' ')[0] ?? ''}^${firstNames}^^^^L`, '', '19790312', 'F', '', '', '^^^^^^BDL^^51215', ...Array.from({ length: 20 }, () => ''), reliability];
  const segments = [`MSH|^~\\&|SIH|HOPITAL|POSTE|POSTE|${at}||ADT^${event}|${event}${ipp}${visit}${at}|P|2.5|||||FRA|UNICODE UTF-8`, `EVN||${at}`, pid.join('|')];
  if (merged !== undefined) segments.push(`MRG|${merged}^^^HOPITAL&${authority}&ISO^PI`);
  else if (!['A28', 'A31'].includes(event)) {
    const pv1 = ['PV1', '1', 'I', ward, ...Array.from({ length: 15 }, () => ''), visit, ...Array.from({ length: 24 }, () => ''), event === 'A01' || event === 'A04' ? at : '', event === 'A03' ? at : ''];
    segments.push(pv1.join('|'));
  }
  return `${segments.join('\r')}\r`;
}

export const hl7File = (messages: readonly AdtMessage[]): Buffer => Buffer.from(messages.map(adt).join(''));

export interface Giving {
  readonly kind?: 'csv' | 'hl7';
  readonly dryRun?: boolean;
  readonly fileName?: string;
  readonly columns?: CsvColumns;
  /** Bytes of one piece. */
  readonly piece?: number;
  /** Asked after each piece: false leaves the import there, not ended. */
  readonly goOn?: (run: ImportRun) => boolean | Promise<boolean>;
}

/** Gives a file as the window does. */
export async function give(client: Client, bytes: Uint8Array, { kind = 'csv', dryRun = false, fileName = 'patients.csv', columns, piece = 64 * 1024, goOn = () => true }: Giving = {}): Promise<ImportRun> {
  let run = await client.call('imports.begin', { kind, fileName, size: bytes.byteLength, dryRun, head: new Uint8Array(bytes.subarray(0, 64 * 1024)), ...(columns === undefined ? {} : { columns }) });
  for (let at = 0; at < bytes.byteLength && run.state === 'running'; at += piece) {
    run = await client.call('imports.push', { id: run.id, bytes: new Uint8Array(bytes.subarray(at, at + piece)) });
    if (!(await goOn(run))) return run;
  }
  return run.state === 'running' ? await client.call('imports.end', { id: run.id }) : run;
}
