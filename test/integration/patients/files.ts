import { setTimeout as wait } from 'node:timers/promises';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { CsvColumns } from '../../../shared/domain/csv-columns.ts';
import type { Client } from '../../setup/client.ts';

/** Files of patients and stays as tests write them, and the window that gives them piece by piece. */

const HEADER = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG;Nom utilisé';

interface CsvPatient {
  readonly ipp: string;
  readonly birthName: string;
  readonly firstNames: string;
  readonly sex?: string;
  readonly birthDate?: string;
  readonly place?: string;
  readonly usedName?: string;
}

export function csvFile(patients: readonly CsvPatient[]): Buffer {
  const rows = patients.map((p) =>
    [p.ipp, p.birthName, p.firstNames, p.sex ?? 'F', p.birthDate ?? '12/03/1979', p.place ?? '51215', p.usedName ?? ''].join(';'),
  );
  return Buffer.from([HEADER, ...rows, ''].join('\r\n'));
}

/** Letters for a number: names have no digit. */
export const letters = (n: number): string => String(n).replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '');

/** As many patients of different names. */
export const crowd = (count: number): CsvPatient[] =>
  Array.from({ length: count }, (_, i) => ({ ipp: `H${i}`, birthName: `FOULE${letters(i)}`, firstNames: 'ANNE', usedName: '' }));

/** The same, born on other days: they do not look like each other. */
export const strangers = (count: number): CsvPatient[] =>
  crowd(count).map((one, i) => ({
    ...one,
    birthDate: [1 + (i % 28), 1 + (Math.floor(i / 28) % 12), 1930 + (Math.floor(i / 336) % 90)]
      .map((part) => String(part).padStart(2, '0'))
      .join('/'),
  }));

export interface AdtMessage {
  readonly event: string;
  readonly ipp: string;
  readonly birthName?: string;
  readonly firstNames?: string;
  /** PID-5.2: the first of the list unless told. */
  readonly first?: string;
  readonly sex?: string;
  /** `YYYYMMDD`. */
  readonly birthDate?: string;
  /** COG. */
  readonly place?: string;
  /** PID-5, type D. */
  readonly usedName?: string;
  readonly visit?: string;
  readonly ward?: string;
  readonly at?: string;
  /** Authority of the IPP: its OID, and its name. */
  readonly authority?: string;
  readonly system?: string;
  /** PID-32. */
  readonly reliability?: string;
  readonly ins?: { readonly matricule: string; readonly oid: string } | undefined;
  /** MRG-1. */
  readonly merged?: string;
  /** ZFD: how, when and on what the identity was obtained. */
  readonly proof?: boolean;
  /** Other fields of PID, by their number. */
  readonly pid?: Readonly<Record<number, string>>;
  /** Other segments. */
  readonly rest?: readonly string[];
}

export const HOSPITAL = '1.2.250.1.999.7.1';

/** One ADT message as a hospital sends it (IHE PAM France). */
export function adt(message: AdtMessage): string {
  const {
    event,
    ipp,
    birthName = 'SEJOURNER',
    firstNames = 'ANNE MARIE',
    visit = '',
    ward = '',
    at = '20261121083000',
    authority = HOSPITAL,
    reliability = '',
    ins,
    merged,
    proof = false,
    system = 'HOPITAL',
    first = firstNames.split(' ')[0] ?? '',
    pid: others = {},
    rest = [],
  } = message;
  const cx = (number: string): string => `${number}^^^${system}&${authority}&ISO^PI`;
  const matricule = ins === undefined ? '' : `~${ins.matricule}^^^ASIP-SANTE-INS-NIR&${ins.oid}&ISO^INS`;
  const pid = [
    'PID',
    '1',
    '',
    cx(ipp) + matricule,
    '',
    `${birthName}^${first}^${firstNames}^^^^L${message.usedName === undefined ? '' : `~${message.usedName}^^^^^^D`}`,
    '',
    message.birthDate ?? '19790312',
    message.sex ?? 'F',
    '',
    '',
    `^^^^^^BDL^^${message.place ?? '51215'}`,
    ...Array.from({ length: 20 }, () => ''),
    reliability,
  ];
  for (const [field, text] of Object.entries(others)) pid[Number(field)] = text;
  const segments = [
    `MSH|^~\\&|SIH|HOPITAL|POSTE|POSTE|${at}||ADT^${event}|${event}${ipp}${visit}${at}|P|2.5|||||FRA|UNICODE UTF-8`,
    `EVN||${at}`,
    pid.join('|'),
  ];
  if (merged !== undefined) segments.push(`MRG|${cx(merged)}`);
  else if (!['A28', 'A31'].includes(event)) {
    const pv1 = [
      'PV1',
      '1',
      'I',
      ward,
      ...Array.from({ length: 15 }, () => ''),
      visit,
      ...Array.from({ length: 24 }, () => ''),
      event === 'A01' || event === 'A04' ? at : '',
      event === 'A03' ? at : '',
    ];
    segments.push(pv1.join('|'));
  }
  if (proof) segments.push('ZFD|||N|N|INSI|20211201|PA');
  segments.push(...rest);
  return `${segments.join('\r')}\r`;
}

export const hl7File = (messages: readonly AdtMessage[]): Buffer => Buffer.from(messages.map(adt).join(''));

interface Giving {
  readonly kind?: 'csv' | 'hl7';
  readonly dryRun?: boolean;
  readonly fileName?: string;
  readonly columns?: CsvColumns;
  /** Bytes of one piece. */
  readonly piece?: number;
  /** Bytes given; the rest is not, and nothing says that the file is over. */
  readonly upTo?: number;
  /** Asked while the lines are taken: false leaves the import at work. */
  readonly goOn?: (run: ImportRun) => boolean;
}

/** Gives a file as the window does. */
export async function give(
  client: Client,
  bytes: Uint8Array,
  { kind = 'csv', dryRun = false, fileName = 'patients.csv', columns, piece = 64 * 1024, upTo, goOn }: Giving = {},
): Promise<ImportRun> {
  let run = await client.call('imports.begin', {
    kind,
    fileName,
    size: bytes.byteLength,
    dryRun,
    head: new Uint8Array(bytes.subarray(0, 64 * 1024)),
    ...(columns === undefined ? {} : { columns }),
  });
  const { id } = run;
  const end = upTo ?? bytes.byteLength;
  for (let at = 0; at < end && run.state === 'running'; at += piece) {
    run = await client.call('imports.push', { id, bytes: new Uint8Array(bytes.subarray(at, Math.min(at + piece, end))) });
  }
  if (run.state !== 'running' || upTo !== undefined) return run;
  const ended = client.call('imports.end', { id });
  if (goOn === undefined) return await ended;
  // Whoever stops it meanwhile says so.
  ended.catch(() => undefined);
  for (;;) {
    const now = (await client.call('imports.list', null)).find((one) => one.id === id);
    if (now === undefined || now.state !== 'running' || !goOn(now)) return now ?? run;
    await wait(5);
  }
}
