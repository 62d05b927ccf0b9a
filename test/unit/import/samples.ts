import type { AdtOptions } from '../../../electron/import/adt.ts';
import { readAdt } from '../../../electron/import/adt.ts';
import type { ImportItem, ImportSource } from '../../../electron/import/types.ts';

/** A source of one text or of given pieces. */
export function sourceOf(...pieces: readonly (string | Uint8Array)[]): ImportSource {
  return async function* () {
    for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
  };
}

/** The same bytes by pieces of that size. */
export function cut(bytes: Uint8Array, size: number): ImportSource {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}

export async function all(items: AsyncIterable<ImportItem>): Promise<readonly ImportItem[]> {
  const list: ImportItem[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Lines and codes of the errors. */
export const errorsOf = (items: readonly ImportItem[]): readonly (readonly [line: number, code: string])[] =>
  items.flatMap((item) => ('error' in item ? [[item.line, item.error.code] as const] : []));

export const adtOptions: AdtOptions = { today: '2026-11-21', test: true, charset: null, ippAuthority: null, otherFirstNamesOnly: [] };

export const adt = (source: ImportSource, options: Partial<AdtOptions> = {}): Promise<readonly ImportItem[]> =>
  all(readAdt(source, { ...adtOptions, ...options }));

export interface MessageParts {
  readonly event?: string;
  readonly charset?: string;
  readonly pid3?: string;
  readonly pid5?: string;
  readonly pid7?: string;
  readonly pid8?: string;
  readonly pid11?: string;
  readonly pid32?: string;
  /** Other fields of PID, by their number. */
  readonly pid?: Readonly<Record<number, string>>;
  /** MSH-3 and MSH-4. */
  readonly sender?: string;
  readonly rest?: readonly string[];
}

export const INS = '279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS';
export const IPP = '442777^^^CHU&1.2.250.1.999.7&ISO^PI';

/** An ADT message of IHE PAM France, segments ended by CR. */
export function message({
  event = 'A28',
  charset = 'UNICODE UTF-8',
  pid3 = `${IPP}~${INS}`,
  pid5 = 'PAT-TROIS^DOMINIQUE^DOMINIQUE MARIE-LOUISE^^^^L~Durand^Domi^^^^^D',
  pid7 = '19790328',
  pid8 = 'F',
  pid11 = '28 Av de Breteuil^^PARIS^^75007^FRA^H~^^^^^^BDL^^51215',
  pid32 = 'VALI',
  pid: others = {},
  sender = 'GAP|CHU',
  rest = ['PV1|1|I|CARDIO^12^P^CHU||||||||||||||||8801^^^CHU&1.2.250.1.999.7&ISO^VN|||||||||||||||||||||||||20261120083000+0100|'],
}: MessageParts = {}): string {
  const pid = ['PID', '1', '', pid3, '', pid5, '', pid7, pid8, '', '', pid11];
  while (pid.length < 32) pid.push('');
  pid.push(pid32);
  for (const [number, text] of Object.entries(others)) pid[Number(number)] = text;
  return [
    `MSH|^~\\&|${sender}|POSTE|CHU|20261120083001||ADT^${event}^ADT_A01|MSG-1|P|2.5^FRA^2.10||||||${charset}`,
    `EVN||20261120083000`,
    pid.join('|'),
    ...rest,
  ]
    .map((segment) => `${segment}\r`)
    .join('');
}

/** The one item of a message. */
export async function one(parts: MessageParts, options: Partial<AdtOptions> = {}): Promise<ImportItem> {
  const [item, ...others] = await adt(sourceOf(message(parts)), options);
  if (item === undefined || others.length > 0) throw new Error('one item was expected');
  return item;
}

/** Codes of what is said of a patient who is taken. */
export const noticesOf = (item: ImportItem | undefined): readonly string[] =>
  item !== undefined && 'patient' in item ? item.patient.notices.map(({ code }) => code) : [];
