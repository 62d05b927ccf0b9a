import { readFileSync } from 'node:fs';
import { referenceFile } from './schema.ts';

/** Official lists by the name of their file under `reference/codes/`. */
export type CodeList =
  | 'author-specialties'
  | 'classes'
  | 'content-types'
  | 'document-types'
  | 'format-codes'
  | 'healthcare-facility-types'
  | 'practice-settings';

/** A code of a list, with what some lists say besides. */
interface ListedCode {
  readonly code: string;
  readonly codeSystem: string;
  /** document-types: its class, and whether the DMP takes it. */
  readonly class?: string;
  readonly dmp?: boolean;
  /** format-codes: of a body that is not structured, of a model. */
  readonly bodyMediaType?: string;
  readonly templateIds?: readonly string[];
}

const read = new Map<CodeList, readonly ListedCode[]>();

/** The codes of an official list, null when the lists are not on this machine. */
export function codesOf(list: CodeList): readonly ListedCode[] | null {
  const path = referenceFile(`codes/${list}.json`);
  if (path === null) return null;
  let codes = read.get(list);
  if (codes === undefined) {
    // The project's own reference file, read as it was written.
    codes = (JSON.parse(readFileSync(path, 'utf8')) as { readonly concepts: readonly ListedCode[] }).concepts;
    read.set(list, codes);
  }
  return codes;
}

/** Whether a list holds that code under that scheme; any code passes when the lists are not on this machine. */
export function isListed(list: CodeList, { code, codeSystem }: Pick<ListedCode, 'code' | 'codeSystem'>): boolean {
  const codes = codesOf(list);
  return codes === null ? code !== '' : codes.some((one) => one.code === code && one.codeSystem === codeSystem);
}
