import { validateSchema } from '../common/schema.ts';
import { parseDocument, type Element } from '../common/soap.ts';
import { HL7, readHeader, type CdaHeader } from './header.ts';
import { brokenRule } from './rules.ts';

const SCHEMA = 'cda/xsd/CDA_extended.xsd';

/**
 * Judges a document as whoever files it must: CDA R2, the schema of CI-SIS, then the rules of the minimal structure.
 *
 * @returns its header, or why it is refused; never a value of the document.
 */
export async function judgeCda(bytes: Buffer): Promise<CdaHeader | { readonly refused: string }> {
  let root: Element | null;
  try {
    root = parseDocument(bytes).documentElement;
  } catch {
    return { refused: 'CDA illisible' };
  }
  if (root === null || root.namespaceURI !== HL7 || root.localName !== 'ClinicalDocument') return { refused: 'ce n’est pas un CDA' };
  const [error] = (await validateSchema(SCHEMA, bytes)) ?? [];
  // The error text quotes values: keep the element alone.
  if (error !== undefined) return { refused: `schéma : ${/[Ee]lement '?(?:\{[^}]*\})?(\w+)/.exec(error)?.[1] ?? 'document'}` };
  const rule = brokenRule(root);
  return rule === null ? readHeader(root) : { refused: `structuration minimale : ${rule}` };
}
