import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { child, children, parseSoap, serialise, WSSE, type Element } from '../../sandbox/common/soap.ts';
import { NS, SCHEMA } from '../../sandbox/dmp/constants.ts';
import { splitMultipart } from '../../sandbox/dmp/mime.ts';

/**
 * What xmllint says of the bytes that a main job kept (`--keep`), by the published schemas: CDA, ebRS, IHE, HL7, SAML and the
 * WSDL of INSi. The published schematrons are not with them: no rule of theirs is run here.
 *
 * @returns errors by message or part; [] = valid.
 */
export async function schemaErrors(keep: string): Promise<Readonly<Record<string, readonly string[] | null>>> {
  const kept = (name: string): Buffer => readFileSync(join(keep, name));
  const insi = parseSoap(kept('insi-request.xml'));
  const judged: readonly (readonly [name: string, schema: string, xml: string | Uint8Array | null])[] = [
    ['document.xml', 'cda/xsd/CDA_extended.xsd', kept('document.xml')],
    ['METADATA.XML', SCHEMA.submit, execFileSync('unzip', ['-p', join(keep, 'IHE_XDM.zip'), 'IHE_XDM/SUBSET01/METADATA.XML'])],
    ['TD0.2', SCHEMA.existence, text(parseSoap(kept('td0.2-request.xml')).body)],
    ['TD2.1', SCHEMA.repository, feedOf(kept('td2.1-request.mime'))],
    // Role and PurposeOfUse are of HL7's schema (xsi:type="CE"), which SAML's does not know.
    [
      'VIHF',
      'ins/wsdl/xsd/SAML/saml-schema-assertion-2.0.xsd',
      kept('vihf.xml')
        .toString()
        .replaceAll(/<(Role|PurposeOfUse) [^>]*\/>/g, ''),
    ],
    ['INSi ContexteBAM', 'ins/wsdl/xsd/CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd', text(child(insi.header, 'urn:siram:bam:ctxbam', 'ContexteBAM'))],
    ['INSi ContexteLPS', 'ins/wsdl/xsd/CTX/ROOT_ctxlps_CTXLPS_V01_00.xsd', text(child(insi.header, 'urn:siram:lps:ctxlps', 'ContexteLPS'))],
    ['INSi Security', 'ins/wsdl/xsd/WSSE/Security.xsd', text(child(insi.header, WSSE, 'Security'))],
    ['INSi RECSANSVITALE', 'ins/wsdl/xsd/ServiceIdentiteCertifiee/INSi_RECSANS_INS.xsd', text(insi.body)],
  ];
  const errors = await Promise.all(
    judged.map(async ([name, schema, xml]) => [name, xml === null ? ['absent'] : await validateSchema(schema, xml)] as const),
  );
  return Object.fromEntries(errors);
}

const text = (element: Element | null): string | null => (element === null ? null : serialise(element));

/** The lot of TD2.1, its documents back in their place: the schema knows base64, not xop:Include. */
function feedOf(mime: Buffer): string | null {
  const boundary = /^--(\S+)/m.exec(mime.subarray(0, 1000).toString('latin1'))?.[1] ?? '';
  const [root, ...others] = splitMultipart(`multipart/related; boundary="${boundary}"`, mime).parts;
  const lot = root === undefined ? null : parseSoap(root.bytes).body;
  for (const document of children(lot, NS.ihe, 'Document')) {
    const href = child(document, NS.xop, 'Include')?.getAttribute('href') ?? '';
    document.textContent = others.find(({ id }) => id === decodeURIComponent(href.replace(/^cid:/, '')))?.bytes.toString('base64') ?? '';
  }
  return text(lot);
}
